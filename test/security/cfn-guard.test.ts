import { waiversOf } from './waivers';
import type { CloudFormationTemplate } from '../support/cloudformation-template';
import { testWith } from '../support/programs';
import { compare } from '../support/security/findings';
import { CFN_GUARD, guardFindings, rulesSatisfied } from '../support/security/guard';
import { everyInfrastructure, infrastructureOf } from '../support/security/infrastructure';

const testWithGuard = testWith(CFN_GUARD);

testWithGuard(
  'all findings are waived, and all waivers are used',
  () => {
    expect(
      compare(guardFindings(everyInfrastructure().map(({ template }) => template)), waiversOf('cfn-guard')),
    ).toEqual({ unexplained: [], idle: [] });
  },
  120_000,
);

testWithGuard('the rules apply to the rendered resources', () => {
  const satisfied = rulesSatisfied(infrastructureOf({ appName: 'shop', notify: 'on-call@example.com' }).template);
  expect(satisfied).toEqual(
    expect.arrayContaining([
      'cloudwatch_log_group_encrypted_check', 'ecr_private_lifecycle_policy_configured_check',
      'ecr_private_tag_immutability_enabled_check', 'iam_managed_policy_no_statements_with_admin_access_check',
      'kms_create_grant_aws_service_check', 'kms_key_rotation_enabled_check',
      's3_bucket_level_public_access_prohibited_check', 's3_bucket_policy_ssl_requests_only_check',
    ]),
  );
});

testWithGuard('finds a violation', () => {
  const bad: CloudFormationTemplate = {
    Resources: {
      Open: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicRead' } },
      Movable: { Type: 'AWS::ECR::Repository', Properties: { ImageTagMutability: 'MUTABLE' } },
      Wide: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } },
      },
    },
  };
  expect(guardFindings([bad]).map(({ rule, resource }) => `${rule} at ${resource}`)).toEqual(expect.arrayContaining([
    'CT.S3.PR.1 at Open', 'CT.ECR.PR.2 at Movable', 'CT.IAM.PR.2 at Wide',
  ]));
});
