import { promoteStateSteps } from './state-branches';
import { type Step, type World, calls, refusal, step } from './step';
import { environmentsOf } from '../../../../src/environments/environments';

/** The gate reads what the scan has found. */
export function scanGateSteps(world: World): Step[] {
  const by = (actions: readonly string[], resource: string) => calls('ScanGateRole', actions, resource);
  return world.has('ScanGate')
    ? [
      step(
        'look up the image of the commit', 'the command before scan-gate.mjs: aws ecr describe-images',
        by(['ecr:DescribeImages'], world.arn('Images')),
      ),
      step(
        'read the findings of the scan', 'scan-gate.mjs: aws ecr describe-image-scan-findings',
        by(['ecr:DescribeImageScanFindings'], world.arn('Images')),
      ),
      step(
        'read the findings of an enhanced scan',
        'Amazon ECR user guide, IAM permissions for enhanced scanning: the same call asks Inspector for them',
        by(['inspector2:ListCoverage', 'inspector2:ListFindings'], '*'),
      ),
    ]
    : [];
}

/** The promotion writes the digest into the config repo, by itself or as a pull request. */
export function promoteSteps(world: World): Step[] {
  const environments = environmentsOf(world.options);
  const commits = environments.some(({ promotion }) => promotion === 'commit');
  const proposed = environments.filter(({ promotion }) => promotion === 'pull-request');
  if (!commits && proposed.length === 0) {
    return [];
  }
  if (world.isSingle) {
    return promoteStateSteps(world);
  }
  const by = (actions: readonly string[], resource = world.configRepository) =>
    calls(
      'PromoteRole', actions.map((action) => `codecommit:${action}`), resource,
    );
  const to = (reference: string, actions: readonly string[]) =>
    by(actions).map((call) => ({ ...call, context: { 'codecommit:References': reference } }));
  const own = proposed.map(({ environment }) => `refs/heads/promote/${environment}/0123456789012345678901234567890123456789`);
  const isOrdered = world.options.environments.length > 0;
  const common = [
    step(
      'look up the commit of an image', 'promote.mjs: aws ecr describe-images',
      calls('PromoteRole', ['ecr:DescribeImages'], world.arn('Images')),
    ),
    step('compare two commits', 'promote.mjs: aws codecommit get-commit', by(['GetCommit'], world.appRepository)),
    step(
      'read the digest that is deployed', 'promote.mjs: aws codecommit get-branch, get-file',
      by(['GetBranch', 'GetFile']),
    ),
    refusal(
      'write to any other branch of the config repo', 'codecommit:References',
      to('refs/heads/somebody-else', ['CreateBranch', 'CreateCommit']),
    ),
    refusal(
      'push to the config repo', 'promotion goes through the API, which says which branch it writes to',
      to(world.branch, ['GitPush']),
    ),
  ];
  return [
    ...common,
    ...commits
      ? [step('commit the digest', 'promote.mjs: aws codecommit create-commit', to(world.branch, ['CreateCommit']))]
      : [],
    ...proposed.length > 0 && isOrdered
      ? [step(
        'tell a reviewer what the scan found', 'promote-in-order.mjs: aws ecr describe-image-scan-findings',
        calls('PromoteRole', ['ecr:DescribeImageScanFindings'], world.arn('Images')),
      )]
      : [],
    ...proposed.length > 0 ? [
      step(
        'commit the digest to a branch of its own', 'promote.mjs: aws codecommit create-branch, create-commit',
        ...own.map((branch) => to(branch, ['CreateBranch', 'CreateCommit'])),
      ),
      step('open the pull request', 'promote.mjs: aws codecommit create-pull-request', by(['CreatePullRequest'])),
      step(
        'close the pull requests before',
        'promote.mjs: aws codecommit list-pull-requests, get-pull-request, update-pull-request-status',
        by(['ListPullRequests', 'GetPullRequest', 'UpdatePullRequestStatus']),
      ),
    ] : [],
    refusal(
      'approve or merge its own pull requests', 'promotion: pull-request means that a person merges',
      to(world.branch, ['MergePullRequestByFastForward', ...commits ? [] : ['CreateBranch', 'CreateCommit']]),
    ),
  ];
}

/** Builds of pull requests, and comments with their result. */
export function pullRequestSteps(world: World): Step[] {
  if (!world.has('PullRequestBuild')) {
    return [];
  }
  const build = (actions: readonly string[], resource: string) => calls('PullRequestBuildRole', actions, resource);
  const report = (actions: readonly string[], resource: string) => calls('PullRequestReportRole', actions, resource);
  return [
    step(
      'fetch the commit of a pull request', 'AWS CodeBuild user guide, service role for CodeCommit',
      build(['codecommit:GitPull'], world.appRepository),
    ),
    refusal(
      'change anything with unreviewed code',
      'buildspec-pull-request.yml is part of the pull request',
      build(
        ['codecommit:GitPush', 'codecommit:PostCommentForPullRequest', 'codecommit:MergePullRequestByFastForward'],
        world.appRepository,
      ),
      ...world.isSingle ? [] : [build(['codecommit:GitPull'], world.configRepository)],
      build(['ecr:PutImage'], world.arn('Images')),
      build(['kms:Decrypt'], world.arn('Key')),
    ),
    step(
      'read the result of a pull request build', 'report-pull-request.mjs: aws codebuild batch-get-builds',
      report(['codebuild:BatchGetBuilds'], world.arn('PullRequestBuild')),
    ),
    step(
      'comment on a pull request', 'report-pull-request.mjs: aws codecommit post-comment-for-pull-request',
      report(['codecommit:PostCommentForPullRequest'], world.appRepository),
    ),
  ];
}
