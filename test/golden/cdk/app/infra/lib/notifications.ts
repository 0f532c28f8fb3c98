// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Aws, type Stack } from 'aws-cdk-lib';
import type { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Effect, ServicePrincipal, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { answers, names } from './answers';
import { statements } from './resources';

/** Sends a mail to the address in notify when the pipeline fails. */
export function addNotifications(stack: Stack, key: CfnKey, pipeline: CfnPipeline): void {
  const failures = new CfnTopic(stack, 'Failures', {
    kmsMasterKeyId: key.ref,
    // Amazon SNS first sends this address a link to confirm the subscription.
    subscription: [{ protocol: 'email', endpoint: answers.notify }],
  });
  new CfnTopicPolicy(stack, 'FailuresPolicy', {
    topics: [failures.ref],
    policyDocument: statements(
      // No condition: EventBridge sends SNS no context that a condition could check, so a condition would drop every message.
      {
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [failures.ref],
      },
      // Deny all requests that do not use TLS.
      {
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['sns:Publish'],
        resources: [failures.ref],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ),
  });
  new CfnRule(stack, 'FailureRule', {
    description: `Reports failures of the pipeline of ${answers.appName}`,
    eventPattern: {
      'source': ['aws.codepipeline'],
      'detail-type': ['CodePipeline Pipeline Execution State Change'],
      'detail': { pipeline: [pipeline.ref], state: ['FAILED'] },
    },
    state: 'ENABLED',
    targets: [{
      id: 'topic',
      arn: failures.ref,
      inputTransformer: {
        inputPathsMap: { pipeline: '$.detail.pipeline', execution: '$.detail.execution-id' },
        inputTemplate: `"The pipeline <pipeline> has failed in ${Aws.REGION}, execution <execution>. See ${names.console}/${pipeline.ref}/view"`,
      },
    }],
  });
  // In the stack of the topic, so that the other stack does not depend on notify.
  new CfnRule(stack, 'UpgradeFailureRule', {
    description: `Reports failures of the weekly upgrade of ${answers.appName}`,
    eventPattern: {
      'source': ['aws.codebuild'],
      'detail-type': ['CodeBuild Build State Change'],
      'detail': {
        'project-name': [`${answers.appName}-upgrade`, `${answers.appName}-upgrade-proposal`],
        'build-status': ['FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'],
      },
    },
    state: 'ENABLED',
    targets: [{
      id: 'topic',
      arn: failures.ref,
      inputTransformer: {
        inputPathsMap: { project: '$.detail.project-name', status: '$.detail.build-status' },
        inputTemplate: `"The weekly upgrade (<project>) has ended as <status> in ${Aws.REGION}. See ${names.projects}/<project>/history"`,
      },
    }],
  });
}
