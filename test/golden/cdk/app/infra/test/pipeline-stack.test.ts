import * as assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { answers } from '../lib/answers';
import { PipelineStack } from '../lib/pipeline-stack';

const template = Template.fromStack(new PipelineStack(new App(), 'Pipeline', { env: { region: answers.region } }));

test('one rule starts the pipeline', () => {
  const rules = Object.values(template.findResources('AWS::Events::Rule', { Properties: { EventPattern: { source: ['aws.codecommit'] } } }));
  assert.equal(rules.length, 1);
  assert.deepEqual(rules[0].Properties.EventPattern['detail-type'], [
    answers.trigger === 'pr-merge' ? 'CodeCommit Pull Request State Change' : 'CodeCommit Repository State Change',
  ]);
});

test('executions follow each other, stage by stage', () => {
  const gate = answers.scanGate === 'none' ? [] : ['ScanGate'];
  const promote = answers.promotion === 'manual' ? [] : ['Promote'];
  template.hasResourceProperties('AWS::CodePipeline::Pipeline', {
    ExecutionMode: 'QUEUED',
    Stages: ['Source', 'Build', ...gate, ...promote].map((Name) => Match.objectLike({ Name })),
  });
});

test('the tag of an image does not move', () => {
  template.hasResourceProperties('AWS::ECR::Repository', { ImageTagMutability: 'IMMUTABLE' });
});

test('images, artifacts and logs are encrypted with a key that rotates', () => {
  template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  template.hasResourceProperties('AWS::ECR::Repository', { EncryptionConfiguration: { EncryptionType: 'KMS' } });
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: Match.anyValue() });
});

test('nobody but the promotion has a right on the config repo, and nobody has every right', () => {
  for (const [id, { Properties }] of Object.entries(template.findResources('AWS::IAM::ManagedPolicy'))) {
    const policy = JSON.stringify(Properties.PolicyDocument);
    assert.equal(id === 'PromotePolicy' || !policy.includes(`:${answers.configRepoName}"`), true, `${id} names ${answers.configRepoName}`);
    assert.doesNotMatch(policy, /"Action":"\*"|:\*"\]?,"Effect"/, `${id} allows everything`);
  }
});
