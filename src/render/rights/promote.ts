import { readSource, writeLog } from './common';
import type { Statement } from './statement';
import type { Context } from '../context';

/** Only the promotion writes to the config repo. */
export function promote({ promotion, environment }: Context): Statement[] {
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
    ...promotion === 'commit' ? COMMITTING : proposing(`refs/heads/promote/${environment}/*`),
  ];
}

const COMMITTING: readonly Statement[] = [
  {
    why: 'Read the file with the digest.',
    actions: ['codecommit:GetBranch', 'codecommit:GetFile'],
    resources: ['configRepository'],
  },
  {
    why: 'Commit the digest to this branch only.',
    actions: ['codecommit:CreateCommit'],
    resources: ['configRepository'],
    condition: { StringEquals: { 'codecommit:References': { value: 'defaultBranch' } } },
  },
];

function proposing(branches: string): Statement[] {
  return [
    {
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
    },
    {
      why: 'Commit to separate branches. It cannot write to the branch that the GitOps engine follows: a reviewer merges.',
      actions: ['codecommit:CreateBranch', 'codecommit:CreateCommit'],
      resources: ['configRepository'],
      condition: { StringLike: { 'codecommit:References': branches } },
    },
  ];
}
