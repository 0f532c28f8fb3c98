import { deployed } from '../aws-stand-in';
import type { CloudFormationTemplate } from '../support/cloudformation-template';
import { normalForm } from '../support/security/normal-form';
import { systemOf } from '../support/security/system';

function normal(value: unknown): unknown {
  const template = { Parameters: { Name: { Type: 'String', Default: 'shop' } }, Resources: { It: { Type: 'AWS::S3::Bucket', Properties: { value } } } };
  return normalForm(template as CloudFormationTemplate).Resources.It.Properties?.value;
}

test.each([
  ['a parameter is its default', { Ref: 'Name' }, 'shop'],
  ['a resource stays', { Ref: 'It' }, { Ref: 'It' }],
  ['an attribute is a list', { 'Fn::GetAtt': 'It.Arn' }, { 'Fn::GetAtt': ['It', 'Arn'] }],
  ['an attribute of an attribute is one', { 'Fn::GetAtt': 'It.Endpoint.Port' }, { 'Fn::GetAtt': ['It', 'Endpoint.Port'] }],
  ['a text without references is a text', { 'Fn::Sub': 'a-${Name}-b' }, 'a-shop-b'],
  ['a text with references is joined', { 'Fn::Sub': '${It.Arn}/${Name}/*' }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['It', 'Arn'] }, '/shop/*']] }],
  ['a text that is one reference is that', { 'Fn::Sub': '${It}' }, { Ref: 'It' }],
  ['a text has values of its own', { 'Fn::Sub': ['${a}${b}', { a: { Ref: 'It' }, b: 'c' }] }, { 'Fn::Join': ['', [{ Ref: 'It' }, 'c']] }],
  ['a text keeps what looks like a reference', { 'Fn::Sub': '${!Name}' }, '${Name}'],
  ['parts keep what is between them', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, { Ref: 'It' }, 'b']] }, { 'Fn::Join': ['', ['a-shop-', { Ref: 'It' }, '-b']] }],
  ['lists and objects are gone through', { a: [{ b: { Ref: 'Name' } }] }, { a: [{ b: 'shop' }] }],
])('%s', (_, value, expected) => {
  expect(normal(value)).toEqual(expected);
});

test('a statement is in a list, its fields in order', () => {
  expect(JSON.stringify(normal({ Statement: { Effect: 'Allow', Resource: 'a', Action: 'b' } }))).toBe('{"Statement":[{"Action":"b","Effect":"Allow","Resource":"a"}]}');
});

describe('several stacks', () => {
  const first = {
    Resources: { Key: { Type: 'AWS::KMS::Key' } },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': 'Key.Arn' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-key' } } } },
  };
  const second = { Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::ImportValue': 'shop-key' } } } } };

  test('are one system', () => {
    const system = systemOf([{ stackName: 'shop', template: first }, { stackName: 'more', template: second }]);
    expect(system.Resources.Logs.Properties).toEqual({ KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } });
    expect(deployed(system).Resources.Logs.Properties).toEqual({ KmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/Key' });
  });

  test('must fit together', () => {
    expect(() => systemOf([{ stackName: 'other', template: first }, { stackName: 'more', template: second }])).toThrow('no stack exports "shop-key": there are other-key');
    expect(() => systemOf([{ stackName: 'a', template: first }, { stackName: 'b', template: first }])).toThrow('Key is in two stacks');
  });
});
