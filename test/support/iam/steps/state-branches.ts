import { type Step, type World, calls, refusal, step } from './step';
import { environmentsOf } from '../../../../src/environments/environments';

const COMMIT = '0123456789012345678901234567890123456789';

/** The promotion of a single repository writes to the branch of each environment, by itself or as a pull request. */
export function promoteStateSteps(world: World): Step[] {
  const environments = environmentsOf(world.options);
  const branchesOf = (wanted: string) =>
    environments.filter(({ promotion }) => promotion === wanted).map(({ stateBranch }) => `refs/heads/${stateBranch}`);
  const [committed, proposed, manual] = ['commit', 'pull-request', 'manual'].map(branchesOf);
  const separate = environments.filter(({ promotion }) => promotion !== 'manual')
    .map(({ environment }) => `refs/heads/promote/${environment}/${COMMIT}`);
  const by = (actions: readonly string[]) =>
    calls('PromoteRole', actions.map((action) => `codecommit:${action}`), world.appRepository);
  const to = (references: readonly string[], actions: readonly string[]) => references.flatMap((reference) =>
    by(actions).map((call) => ({ ...call, context: { 'codecommit:References': reference } })));
  return [
    step(
      'look up the commit of an image', 'promote.mjs: aws ecr describe-images',
      calls('PromoteRole', ['ecr:DescribeImages'], world.arn('Images')),
    ),
    step(
      'read the promoted and the deployed commit',
      'promote.mjs: aws codecommit get-blob, get-branch, get-commit, get-differences, get-file',
      by(['GetBlob', 'GetBranch', 'GetCommit', 'GetDifferences', 'GetFile']),
    ),
    step(
      'commit to a branch of its own', 'promote.mjs: aws codecommit create-branch, create-commit',
      to(separate, ['CreateBranch', 'CreateCommit']),
    ),
    step('create the branches of the environments', 'promote.mjs: aws codecommit create-branch', to([...committed, ...proposed], ['CreateBranch'])),
    ...committed.length > 0
      ? [step('commit a promotion', 'promote.mjs: aws codecommit create-commit', to(committed, ['CreateCommit']))]
      : [],
    ...proposed.length > 0 ? [
      step(
        'tell a reviewer what the scan found', 'promote.mjs: aws ecr describe-image-scan-findings',
        calls('PromoteRole', ['ecr:DescribeImageScanFindings'], world.arn('Images')),
      ),
      step(
        'open a pull request and close earlier ones',
        'promote.mjs: aws codecommit create-pull-request, list-pull-requests, get-pull-request, update-pull-request-status',
        by(['CreatePullRequest', 'ListPullRequests', 'GetPullRequest', 'UpdatePullRequestStatus']),
      ),
      refusal(
        'change an environment that requires a reviewer', 'promotion: pull-request means that a person merges',
        to(proposed, ['CreateCommit']),
      ),
    ] : [],
    refusal(
      'write to the branch with the sources, or to any other one', 'codecommit:References',
      to([world.branch, 'refs/heads/another', 'refs/heads/deploy/another', ...manual], ['CreateBranch', 'CreateCommit']),
    ),
    refusal(
      'write other than by commits through the API', 'the API says which branch it writes to',
      to([world.branch, ...committed, ...proposed, ...manual], [
        'DeleteBranch', 'DeleteFile', 'GitPush', 'MergeBranchesByFastForward', 'MergePullRequestByFastForward', 'PutFile',
      ]),
    ),
  ];
}
