import { insecure } from './pipeline';
import { type Step, type World, calls, refusal, step } from './step';
import { ADMINISTRATOR } from '../../../aws-stand-in';

const EVENTS = 'events.amazonaws.com';

/** Starts and notifications by EventBridge. */
export function eventSteps(world: World): Step[] {
  const source = 'Amazon EventBridge user guide, targets that need a role';
  const projects = ['PullRequestBuild', 'PullRequestReport', 'Upgrade', 'UpgradeProposal'].filter((project) => world.has(project));
  const roles: Readonly<Record<string, string>> = {
    PullRequestBuild: 'PullRequestTriggerRole',
    PullRequestReport: 'PullRequestReportTriggerRole',
    Upgrade: 'UpgradeTriggerRole',
    UpgradeProposal: 'UpgradeProposalTriggerRole',
  };
  return [
    step(
      'start the pipeline', source,
      calls('TriggerRole', ['codepipeline:StartPipelineExecution'], world.arn('Pipeline')),
    ),
    ...projects.map((project) =>
      step(`start ${project}`, source, calls(roles[project], ['codebuild:StartBuild'], world.arn(project))),
    ),
    ...(world.has('Failures') ? failureSteps(world) : []),
  ];
}

function failureSteps(world: World): Step[] {
  const publish = (caller: string) => calls(caller, ['sns:Publish'], world.arn('Failures'));
  return [
    step('publish a failure', 'Amazon EventBridge user guide, Amazon SNS permissions', publish(EVENTS)),
    step(
      'encrypt the notification',
      'Amazon SNS developer guide, "Enable compatibility between event sources from AWS services and encrypted topics"',
      calls(EVENTS, ['kms:Decrypt', 'kms:GenerateDataKey'], world.arn('Key')),
    ),
    refusal(
      'publish without TLS', 'Amazon SNS developer guide, security best practices', insecure(publish(ADMINISTRATOR)),
      insecure(publish(EVENTS)),
    ),
  ];
}
