import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { waiversOf } from './waivers';
import type { CloudFormationTemplate } from '../support/cloudformation-template';
import { compare } from '../support/security/findings';
import { everyInfrastructure, infrastructureOf } from '../support/security/infrastructure';
import { PACKS, nagFindings, stackWith } from '../support/security/nag';

const waivers = waiversOf('cdk-nag');
const found = everyInfrastructure().flatMap(({ template }) => nagFindings(template));

test('all findings are waived, and all waivers are used', () => {
  expect(compare(found, waivers)).toEqual({ unexplained: [], idle: [] });
});

test('evaluates every rule', () => {
  expect(found.filter(({ detail }) => detail?.includes('threw an error'))).toEqual([]);
});

describe('each pack is active and finds', () => {
  const bad: CloudFormationTemplate = {
    Resources: {
      Open: { Type: 'AWS::S3::Bucket' },
      Wide: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } },
      },
      Plain: { Type: 'AWS::Logs::LogGroup' },
      Loud: { Type: 'AWS::SNS::Topic' },
    },
  };

  test.each([
    ['AwsSolutions', 'AwsSolutions-S10 at Open', 'AwsSolutions-IAM5[Action::*] at Wide', 'AwsSolutions-SNS3 at Loud'],
    [
      'NIST80053R5', 'NIST.800.53.R5-S3BucketSSLRequestsOnly at Open',
      'NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess at Wide',
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted at Plain',
    ],
    ['PCIDSS321', 'PCI.DSS.321-S3DefaultEncryptionKMS at Open', 'PCI.DSS.321-CloudWatchLogGroupEncrypted at Plain'],
    ['HIPAASecurity', 'HIPAA.Security-S3BucketPublicReadProhibited at Open', 'HIPAA.Security-SNSEncryptedKMS at Loud'],
    ['Serverless', 'Serverless-CloudWatchLogGroupRetentionPeriod at Plain'],
  ])('%s', (pack, ...places) => {
    expect(nagFindings(bad, [PACKS[pack]()]).map(({ rule, resource }) => `${rule} at ${resource}`)).toEqual(
      expect.arrayContaining(places),
    );
  });

  test('covers every pack', () => {
    expect(Object.keys(PACKS)).toHaveLength(5);
  });
});

test('resolves references: finds a bucket without its policy', () => {
  const { ArtifactsPolicy, ...Resources } = infrastructureOf({ appName: 'shop' }).template.Resources;
  expect(ArtifactsPolicy.Type).toBe('AWS::S3::BucketPolicy');
  expect(compare(nagFindings({ Resources }), waivers).unexplained).toContain('AwsSolutions-S10 at Artifacts');
});

describe('as a CDK plug-in', () => {
  const build = (acknowledged: typeof waivers) => {
    const { template } = infrastructureOf({ appName: 'shop' });
    const { app, resources } = stackWith(template);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    for (const { rules, resources: names, reason } of acknowledged) {
      for (const resource of names.filter((name) => Object.hasOwn(template.Resources, name))) {
        rules.forEach((id) => Validations.of(resources.getResource(resource)).acknowledge({ id, reason }));
      }
    }
    return () => app.synth();
  };

  test('passes with the waivers and fails without them', () => {
    const silence = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(build(waivers)).not.toThrow();
    expect(build(waivers.slice(1))).toThrow('AwsSolutions-IAM5[Resource::*]');
    silence.mockRestore();
  });
});
