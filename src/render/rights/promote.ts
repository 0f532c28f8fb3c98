import { readSource, writeLog } from './common';
import type { Statement } from './statement';
import { Promotion } from '../../options/enums';
import type { Context } from '../context';

/** Only the promotion writes to the config repo. */
export function promote({ environments, hasEnvironments }: Context): Statement[] {
  const byPullRequest = environments.filter(({ promotion }) => promotion === Promotion.PULL_REQUEST);
  const branches = byPullRequest.map(({ environment }) => `refs/heads/promote/${environment}/*`);
  const commits = environments.some(({ promotion }) => promotion === Promotion.COMMIT);
  return [
    writeLog('promoteLogs'),
    ...readSource('importedArtifactObjects', 'importedKey'),
    {
      why: 'Read from which commit an image was built.', actions: ['ecr:DescribeImages'], resources: ['importedImages'],
    },
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
    condition: { StringLike: { 'codecommit:References': branches.length === 1 ? branches[0] : branches } },
  };
}
