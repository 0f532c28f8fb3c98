import { readSource, writeLog } from './common';
import type { Statement } from './statement';
import { Promotion } from '../../options/enums';
import type { Context } from '../context';

/** Only the promotion writes to what the GitOps engine follows. */
export function promote(context: Context): Statement[] {
  return [
    writeLog('promoteLogs'),
    ...readSource('importedArtifactObjects', 'importedKey'),
    {
      why: 'Read from which commit an image was built.', actions: ['ecr:DescribeImages'], resources: ['importedImages'],
    },
    ...context.isSingle ? toStateBranches(context) : toConfigRepo(context),
  ];
}

function toConfigRepo({ environments, hasEnvironments }: Context): Statement[] {
  const byPullRequest = environments.filter(({ promotion }) => promotion === Promotion.PULL_REQUEST);
  const branches = byPullRequest.map(({ environment }) => `refs/heads/promote/${environment}/*`);
  const commits = environments.some(({ promotion }) => promotion === Promotion.COMMIT);
  return [
    {
      why: 'Find out which of two commits of the service is older.',
      actions: ['codecommit:GetCommit'],
      resources: ['appRepository'],
    },
    ...hasEnvironments && branches.length > 0 ? [SCANNED] : [],
    ...branches.length > 0 ? [PROPOSING] : [READING],
    ...commits ? [COMMITTING] : [],
    ...branches.length > 0 ? [separately(branches, commits)] : [],
  ];
}

/** In one repository, each environment has a branch of its own, so the rights of the environments differ. */
function toStateBranches({ environments }: Context): Statement[] {
  const branchesOf = (promotion: Promotion) =>
    environments.filter((one) => one.promotion === promotion).map(({ stateBranch }) => `refs/heads/${stateBranch}`);
  const separate = environments
    .filter(({ promotion }) => promotion !== Promotion.MANUAL)
    .map(({ environment }) => `refs/heads/promote/${environment}/*`);
  const [committed, proposed] = [branchesOf(Promotion.COMMIT), branchesOf(Promotion.PULL_REQUEST)];
  return [
    {
      why: 'Read the promoted commit, and compare it with the one that is deployed.',
      actions: [
        'codecommit:GetBlob',
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:GetDifferences',
        'codecommit:GetFile',
      ],
      resources: ['appRepository'],
    },
    ...proposed.length > 0 ? [SCANNED, {
      why: 'Open a pull request for each promotion, and close earlier ones. It cannot merge any.',
      actions: [
        'codecommit:CreatePullRequest',
        'codecommit:GetPullRequest',
        'codecommit:ListPullRequests',
        'codecommit:UpdatePullRequestStatus',
      ],
      resources: ['appRepository'],
    } satisfies Statement] : [],
    {
      why: 'Commit to these branches only. It can never change the branch with the sources.',
      actions: ['codecommit:CreateBranch', 'codecommit:CreateCommit'],
      resources: ['appRepository'],
      condition: { StringLike: { 'codecommit:References': oneOrMore([...committed, ...separate]) } },
    },
    ...proposed.length > 0 ? [{
      why: 'Create the branches to which it opens pull requests, once. A reviewer changes them.',
      actions: ['codecommit:CreateBranch'],
      resources: ['appRepository'],
      condition: { StringEquals: { 'codecommit:References': oneOrMore(proposed) } },
    } satisfies Statement] : [],
  ];
}

function oneOrMore(branches: readonly string[]): string | readonly string[] {
  return branches.length === 1 ? branches[0] : branches;
}

const SCANNED: Statement = {
  why: 'Tell the reviewer of a pull request what the scan of the image found.',
  actions: ['ecr:DescribeImageScanFindings'],
  resources: ['importedImages'],
};

const READING: Statement = {
  why: 'Read the file with the digest.',
  actions: ['codecommit:GetBranch', 'codecommit:GetFile'],
  resources: ['configRepository'],
};

const COMMITTING: Statement = {
  why: 'Commit the digest to this branch only.',
  actions: ['codecommit:CreateCommit'],
  resources: ['configRepository'],
  condition: { StringEquals: { 'codecommit:References': { value: 'defaultBranch' } } },
};

const PROPOSING: Statement = {
  why: 'Read the file with the digest. Open a pull request that changes it, and close earlier ones.',
  actions: [
    'codecommit:CreatePullRequest',
    'codecommit:GetBranch',
    'codecommit:GetFile',
    'codecommit:GetPullRequest',
    'codecommit:ListPullRequests',
    'codecommit:UpdatePullRequestStatus',
  ],
  resources: ['configRepository'],
};

/** IAM knows branches, not folders: a role that commits for one environment could do so for another one. */
function separately(branches: readonly string[], commits: boolean): Statement {
  return {
    why: commits
      ? 'Commit to separate branches for environments with promotion: pull-request. A reviewer merges them.'
      : 'Commit to separate branches. It cannot write to the branch that the GitOps engine follows: a reviewer merges.',
    actions: ['codecommit:CreateBranch', 'codecommit:CreateCommit'],
    resources: ['configRepository'],
    condition: { StringLike: { 'codecommit:References': oneOrMore(branches) } },
  };
}
