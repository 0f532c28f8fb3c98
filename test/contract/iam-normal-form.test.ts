import { deployed } from '../aws-stand-in';
import type { CloudFormationTemplate } from '../support/cloudformation-template';
import { normalForm } from '../support/security/normal-form';
import { systemOf } from '../support/security/system';

function normal(value: unknown): unknown {
  const template = {
    Parameters: { Name: { Type: 'String', Default: 'shop' } },
    Resources: { It: { Type: 'AWS::S3::Bucket', Properties: { value } } },
  };
  return normalForm(template as CloudFormationTemplate).Resources.It.Properties?.value;
}

test.each([
  ['a parameter becomes its default', { Ref: 'Name' }, 'shop'],
  ['a resource reference stays', { Ref: 'It' }, { Ref: 'It' }],
  ['an attribute becomes a list', { 'Fn::GetAtt': 'It.Arn' }, { 'Fn::GetAtt': ['It', 'Arn'] }],
  [
    'a nested attribute stays one attribute',
    { 'Fn::GetAtt': 'It.Endpoint.Port' },
    { 'Fn::GetAtt': ['It', 'Endpoint.Port'] },
  ],
  ['a string without references stays a string', { 'Fn::Sub': 'a-${Name}-b' }, 'a-shop-b'],
  [
    'a string with references becomes a join',
    { 'Fn::Sub': '${It.Arn}/${Name}/*' },
    { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['It', 'Arn'] }, '/shop/*']] },
  ],
  ['a string with only a reference becomes that reference', { 'Fn::Sub': '${It}' }, { Ref: 'It' }],
  [
    'a string can have its own variables',
    { 'Fn::Sub': ['${a}${b}', { a: { Ref: 'It' }, b: 'c' }] },
    { 'Fn::Join': ['', [{ Ref: 'It' }, 'c']] },
  ],
  ['a string keeps an escaped reference', { 'Fn::Sub': '${!Name}' }, '${Name}'],
  [
    'joined parts keep their delimiter',
    { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, { Ref: 'It' }, 'b']] },
    { 'Fn::Join': ['', ['a-shop-', { Ref: 'It' }, '-b']] },
  ],
  ['lists and objects are traversed', { a: [{ b: { Ref: 'Name' } }] }, { a: [{ b: 'shop' }] }],
])('%s', (_, value, expected) => {
  expect(normal(value)).toEqual(expected);
});

test('statements are in a list, with their fields in order', () => {
  expect(JSON.stringify(normal({ Statement: { Effect: 'Allow', Resource: 'a', Action: 'b' } }))).toBe(
    '{"Statement":[{"Action":"b","Effect":"Allow","Resource":"a"}]}',
  );
});

describe('several stacks', () => {
  const first = {
    Resources: { Key: { Type: 'AWS::KMS::Key' } },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': 'Key.Arn' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-key' } } } },
  };
  const second = {
    Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::ImportValue': 'shop-key' } } } },
  };

  test('form one system', () => {
    const system = systemOf([{ stackName: 'shop', template: first }, { stackName: 'more', template: second }]);
    expect(system.Resources.Logs.Properties).toEqual({ KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } });
    expect(deployed(system).Resources.Logs.Properties).toEqual({
      KmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/Key',
    });
  });

  test('must match each other', () => {
    expect(() =>
      systemOf([
        { stackName: 'other', template: first },
        { stackName: 'more', template: second },
      ]),
    ).toThrow('no stack exports "shop-key": there are other-key');
    expect(() =>
      systemOf([
        { stackName: 'a', template: first },
        { stackName: 'b', template: first },
      ]),
    ).toThrow('Key is in two stacks');
  });
});
