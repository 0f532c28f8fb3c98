import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { answers } from '../lib/answers';
import { PipelineStack } from '../lib/pipeline-stack';
import { ProgramsStack } from '../lib/programs-stack';
import { PullRequestsStack } from '../lib/pull-requests-stack';
import { repositoryArn } from '../lib/resources';
import { UpgradesStack } from '../lib/upgrades-stack';

// Each deployment validates the templates; here, that would only slow down the tests.
const app = new App({ builtinCloudFormationValidation: false });
const props = { env: { region: answers.region } };
const stack = new PipelineStack(app, 'Pipeline', props);
const stacks = [
  stack,
  new ProgramsStack(app, 'Programs', props),
  ...(answers.prBuilds ? [new PullRequestsStack(app, 'PullRequests', props)] : []),
  new UpgradesStack(app, 'Upgrades', props),
];
const template = Template.fromStack(stack);

/** The statements of all roles. */
const statements = stacks
  .flatMap((one) => Object.entries(Template.fromStack(one).findResources('AWS::IAM::ManagedPolicy')))
  .flatMap(([policy, { Properties }]) => Properties.PolicyDocument.Statement.map((statement: { Action: string | string[]; Resource: unknown }) => ({
    policy,
    actions: [statement.Action].flat(),
    resource: statement.Resource,
  })));

test('one rule starts the pipeline', () => {
  const rules = Object.values(template.findResources('AWS::Events::Rule', { Properties: { EventPattern: { source: ['aws.codecommit'] } } }));
  assert.equal(rules.length, 1);
  assert.deepEqual(rules[0].Properties.EventPattern['detail-type'], [
    answers.trigger === 'pr-merge' ? 'CodeCommit Pull Request State Change' : 'CodeCommit Repository State Change',
  ]);
});

test('executions run one after the other, through all stages', () => {
  const gate = answers.scanGate === 'none' ? [] : ['ScanGate'];
  const promote = answers.promotion === 'manual' ? [] : ['Promote'];
  template.hasResourceProperties('AWS::CodePipeline::Pipeline', {
    ExecutionMode: 'QUEUED',
    Stages: ['Source', 'Build', ...gate, ...promote].map((Name) => Match.objectLike({ Name })),
  });
});

test('image tags are immutable', () => {
  template.hasResourceProperties('AWS::ECR::Repository', { ImageTagMutability: 'IMMUTABLE' });
});

test('a key with rotation encrypts images, artifacts and logs', () => {
  const key = { 'Fn::GetAtt': ['Key', 'Arn'] };
  template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  template.allResourcesProperties('AWS::ECR::Repository', { EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: key } });
  template.allResourcesProperties('AWS::S3::Bucket', {
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } }] },
  });
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: key, RetentionInDays: Match.anyValue() });
});

test('only the promotion and the upgrades can access the config repo', () => {
  const own = stack.resolve(repositoryArn(answers.appName));
  for (const { policy, actions, resource } of statements) {
    if (!['PromotePolicy', 'UpgradePolicy', 'UpgradeProposalPolicy'].includes(policy) && actions.some((action: string) => action.startsWith('codecommit:'))) {
      assert.deepEqual(resource, own, `${policy} reaches more than ${answers.appName}`);
    }
  }
});

test('each statement names its actions and resources', () => {
  // These actions do not support resource-level permissions.
  const aboutNothing = ['ecr:GetAuthorizationToken', 'inspector-scan:ScanSbom', 'inspector2:ListCoverage', 'inspector2:ListFindings'];
  for (const { policy, actions, resource } of statements) {
    for (const action of actions) {
      assert.doesNotMatch(action, /\*/, `${policy} allows ${action}`);
      assert.ok(resource !== '*' || aboutNothing.includes(action), `${policy} allows ${action} on everything`);
    }
  }
});
