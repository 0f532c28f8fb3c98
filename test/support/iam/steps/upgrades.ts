import { type Step, type World, calls, refusal, step } from './step';

/** Upgrades of both repositories, and the pull requests with their changes. */
export function upgradeSteps(world: World): Step[] {
  if (!world.has('Upgrade')) {
    return [];
  }
  const patch = `${world.arn('Artifacts')}/upgrade.json`;
  const upgrade = (actions: readonly string[], resource: string) => calls('UpgradeRole', actions, resource);
  const proposal = (actions: readonly string[], resource: string) => calls('UpgradeProposalRole', actions, resource);
  const inBoth = (by: typeof upgrade, ...actions: string[]) =>
    [world.appRepository, world.configRepository].flatMap((repository) =>
      by(actions.map((action) => `codecommit:${action}`), repository));
  const to = (reference: string, actions: readonly string[]) =>
    inBoth(proposal, ...actions).map((call) => ({ ...call, context: { 'codecommit:References': reference } }));
  const kms = 'Amazon S3 user guide, SSE-KMS: GenerateDataKey to write, Decrypt to read';
  return [
    step(
      'clone both repositories', 'AWS CodeBuild user guide, service role for CodeCommit', inBoth(upgrade, 'GitPull'),
    ),
    step(
      'write the changed files', `upgrade-buildspec.yml: aws s3api put-object; ${kms}`,
      upgrade(['s3:PutObject'], patch), upgrade(['kms:GenerateDataKey'], world.arn('Key')),
    ),
    refusal(
      'change anything with the code of npm packages', 'their install scripts run under this role',
      inBoth(upgrade, 'GitPush', 'CreateBranch', 'CreateCommit', 'CreatePullRequest', 'MergePullRequestByFastForward'),
      upgrade(['s3:PutObject', 's3:GetObject'], `${world.arn('Artifacts')}/shop/Source/abc1234`),
      upgrade(['s3:GetObject'], patch),
      upgrade(['kms:Decrypt'], world.arn('Key')),
      upgrade(['ecr:PutImage'], world.arn('Images')),
      upgrade(['codebuild:StartBuild'], world.arn('UpgradeProposal')),
    ),
    step(
      'read the changed files', `the command before propose-upgrade.mjs: aws s3api get-object; ${kms}`,
      proposal(['s3:GetObject'], patch), proposal(['kms:Decrypt'], world.arn('Key')),
    ),
    step(
      'find the open pull request and its changes',
      'propose-upgrade.mjs: aws codecommit get-branch, list-pull-requests, get-pull-request, get-commit, '
      + 'get-differences, get-file',
      inBoth(
        proposal, 'GetBranch', 'ListPullRequests', 'GetPullRequest', 'GetCommit', 'GetDifferences', 'GetFile',
      ),
    ),
    step(
      'commit the changed files to a branch of its own', 'propose-upgrade.mjs: aws codecommit create-branch, create-commit',
      to('refs/heads/upgrade/0123456789012345678901234567890123456789', ['CreateBranch', 'CreateCommit']),
    ),
    step(
      'open a pull request, and close one', 'propose-upgrade.mjs: aws codecommit create-pull-request, '
      + 'update-pull-request-status',
      inBoth(proposal, 'CreatePullRequest', 'UpdatePullRequestStatus'),
    ),
    refusal(
      'write an upgrade to any other branch', 'a person merges',
      to(world.branch, ['CreateBranch', 'CreateCommit', 'GitPush', 'MergePullRequestByFastForward']),
      to('refs/heads/promote/production/1', ['CreateBranch', 'CreateCommit']),
    ),
    refusal('replace the changed files after the upgrade', 'the proposal only reads', proposal(['s3:PutObject'], patch)),
  ];
}
