// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import type { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { answers } from './answers';
import { pipelineArn } from './pipeline';
import { repositoryArn, role } from './resources';

/** The EventBridge rule that starts the pipeline. */
export function addTrigger(stack: Stack, pipeline: CfnPipeline): void {
  const triggerRole = role(stack, 'Trigger', {
    service: 'events.amazonaws.com',
    description: `Permissions of the rule that starts the pipeline of ${answers.appName}.`,
    may: [
      // Start only this pipeline.
      { actions: ['codepipeline:StartPipelineExecution'], resources: [pipelineArn(pipeline)] },
    ],
  });
  new CfnRule(stack, 'Trigger', {
    ...(answers.trigger === 'pr-merge' ? mergedPullRequest() : everyCommit()),
    state: 'ENABLED',
    targets: [{ id: 'pipeline', arn: pipelineArn(pipeline), roleArn: triggerRole.attrArn }],
  });
}

// trigger: pr-merge. A merge also updates the branch; a rule for branch updates would start the pipeline twice.
function mergedPullRequest() {
  return {
    description: `Starts the pipeline of ${answers.appName} when a pull request is merged`,
    eventPattern: {
      'source': ['aws.codecommit'],
      'detail-type': ['CodeCommit Pull Request State Change'],
      'resources': [repositoryArn(answers.appName)],
      'detail': {
        event: ['pullRequestMergeStatusUpdated'],
        // CodeCommit sends the strings True and False.
        isMerged: ['True'],
        destinationReference: [`refs/heads/${answers.defaultBranch}`],
      },
    },
  };
}

// trigger: commit. A merged pull request is a commit, too.
function everyCommit() {
  return {
    description: `Starts the pipeline of ${answers.appName} when the branch is updated`,
    eventPattern: {
      'source': ['aws.codecommit'],
      'detail-type': ['CodeCommit Repository State Change'],
      'resources': [repositoryArn(answers.appName)],
      'detail': {
        event: ['referenceCreated', 'referenceUpdated'],
        referenceType: ['branch'],
        referenceName: [answers.defaultBranch],
      },
    },
  };
}
