import type { Waiver } from '../support/security/findings';

const S3_LOGS =
  'S3 delivers access logs hours later, so a log bucket could not be deleted with the stack. CloudTrail data events record the same requests.';
const PROJECTS = ['Build', 'Promote', 'PullRequestBuild', 'PullRequestReport', 'ScanGate', 'Upgrade', 'UpgradeProposal'];

/**
 * All accepted findings of every check. A waiver must match a finding exactly. The tests fail for a waiver without a
 * finding and for a finding without a waiver. Each cdk-nag rule counts towards a limit.
 */
export const WAIVERS: readonly Waiver[] = [
  {
    check: 'cdk-nag',
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    resources: ['BuildPolicy', 'PipelinePolicy', 'ScanGatePolicy'],
    reason:
      'The actions that sign in to ECR, scan with Inspector and read its findings do not support resource-level permissions.',
  },
  {
    check: 'cdk-nag',
    rules: ['AwsSolutions-IAM5[Resource::<Artifacts.Arn>/*]'],
    resources: ['BuildPolicy', 'PipelinePolicy', 'PromotePolicy', 'ScanGatePolicy'],
    reason: 'The bucket contains only pipeline artifacts, and CodePipeline chooses their names.',
  },
  {
    check: 'cdk-nag',
    rules: [
      'AwsSolutions-S1', 'HIPAA.Security-S3BucketLoggingEnabled', 'NIST.800.53.R5-S3BucketLoggingEnabled',
      'PCI.DSS.321-S3BucketLoggingEnabled',
    ],
    resources: ['Artifacts'],
    reason: S3_LOGS,
  },
  {
    check: 'cdk-nag',
    rules: [
      'HIPAA.Security-S3BucketReplicationEnabled', 'NIST.800.53.R5-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ],
    resources: ['Artifacts'],
    reason:
      'The bucket contains temporary copies of commits. Git has the originals, and the lifecycle rule deletes the copies after 30 days.',
  },
  {
    check: 'cdk-nag',
    rules: ['HIPAA.Security-CodeBuildProjectSourceRepoUrl', 'PCI.DSS.321-CodeBuildProjectSourceRepoUrl'],
    resources: PROJECTS,
    reason: 'The rule requires OAuth for GitHub and Bitbucket, but does not check the source type. CodeCommit does not use OAuth.',
  },
  {
    check: 'cdk-nag',
    rules: ['Serverless-EventBusDLQ'],
    resources: [
      'FailureRule', 'PullRequestReportTrigger', 'PullRequestTrigger', 'Trigger', 'UpgradeFailureRule',
      'UpgradeProposalTrigger', 'UpgradeTrigger',
    ],
    reason:
      'EventBridge retries for 24 hours. A lost event loses no data: Git has the commit, and `npx projen pipeline:run` starts the pipeline.',
  },
  {
    check: 'cfn-guard',
    rules: ['CT.CODEBUILD.PR.4'],
    resources: ['Build', 'PullRequestBuild'],
    reason:
      'Docker requires a privileged container to build an image. CodeBuild runs each build in its own virtual machine.',
  },
  { check: 'cfn-guard', rules: ['CT.S3.PR.2'], resources: ['Artifacts'], reason: S3_LOGS },
  {
    check: 'cfn-guard',
    rules: ['CT.S3.PR.4'],
    resources: ['Artifacts'],
    reason: 'No program requires these notifications: CodePipeline itself writes and reads the objects.',
  },
  {
    check: 'cfn-guard',
    rules: ['CT.S3.PR.9'],
    resources: ['Artifacts'],
    reason: 'Object Lock prevents deletion, but the lifecycle rule must delete these copies.',
  },
  { check: 'checkov', rules: ['CKV_AWS_18'], resources: ['Artifacts'], reason: S3_LOGS },
  {
    check: 'checkov',
    rules: ['CKV_K8S_11'],
    resources: ['Deployment'],
    reason:
      'A CPU limit would throttle the service even on an idle node. The CPU request guarantees its share, and memory has a limit.',
  },
  {
    check: 'checkov',
    rules: ['CKV_DOCKER_2'],
    resources: ['Dockerfile'],
    reason: 'Kubernetes ignores HEALTHCHECK. The Deployment has three probes.',
  },
  {
    check: 'checkov (Terraform)',
    rules: ['CKV_AWS_18', 'CKV_AWS_144', 'CKV2_AWS_62'],
    resources: ['aws_s3_bucket.artifacts'],
    reason: 'Copies of commits, which S3 deletes after 30 days: access logs, replicas and events of them have no use.',
  },
  {
    check: 'checkov (Terraform)',
    rules: ['CKV_AWS_109', 'CKV_AWS_111', 'CKV_AWS_356'],
    resources: ['aws_iam_policy_document.key'],
    reason: 'The policy of a key: in it, "*" is this key, and the account may manage it, so that IAM policies decide.',
  },
  {
    check: 'checkov (Terraform)',
    rules: ['CKV_AWS_316'],
    resources: ['aws_codebuild_project.build', 'aws_codebuild_project.pull_request_build'],
    reason: 'Docker requires privileged mode. CodeBuild runs each build in its own virtual machine.',
  },
  {
    check: 'checkov (Terraform)',
    rules: ['CKV_AWS_273'],
    resources: ['aws_iam_user.reader'],
    reason: 'Self-managed Argo CD cannot use an IAM role for CodeCommit.',
  },
  {
    check: 'checkov (Terraform)',
    rules: ['CKV2_AWS_37'],
    resources: ['aws_codecommit_repository.app', 'aws_codecommit_repository.config'],
    reason: 'Who must approve a pull request is for the team to decide: CodeCommit has approval rules for it.',
  },
];

/** The waivers of one check. */
export function waiversOf(check: Waiver['check']): Waiver[] {
  return WAIVERS.filter((waiver) => waiver.check === check);
}

/** The waivers as a table in Markdown. */
export function waiversTable(waivers: readonly Waiver[] = WAIVERS): string {
  const rows = waivers.map(({ rules, resources, reason }) => [
    rules.map(code).join(', '), resources.map(code).join(', '), reason,
  ]);
  return [['rule', 'where', 'why'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function code(text: string): string {
  return `\`${text}\``;
}
