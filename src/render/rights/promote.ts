import { readSource, writeLog } from './common';
import type { Statement } from './statement';
import type { Context } from '../context';

/** The promotion alone writes to the config repo. */
export function promote({ promotion, environment }: Context): Statement[] {
  return [
    writeLog('promoteLogs'),
    ...readSource('importedArtifactObjects', 'importedKey'),
    { why: 'To see which commit an image was built from.', actions: ['ecr:DescribeImages'], resources: ['importedImages'] },
    {
      why: 'To see which of two commits of the service is the older one.',
      actions: ['codecommit:GetCommit'],
      resources: ['appRepository'],
    },
    ...promotion === 'commit' ? COMMITTING : proposing(`refs/heads/promote/${environment}/*`),
  ];
}

const COMMITTING: readonly Statement[] = [
  {
    why: 'To read the file that holds the digest.',
    actions: ['codecommit:GetBranch', 'codecommit:GetFile'],
    resources: ['configRepository'],
  },
  {
    why: 'To commit the digest to this one branch.',
    actions: ['codecommit:CreateCommit'],
    resources: ['configRepository'],
    condition: { StringEquals: { 'codecommit:References': { value: 'defaultBranch' } } },
  },
];

function proposing(branches: string): Statement[] {
  return [
    {
      why: 'To read the file that holds the digest, and to open a pull request that changes it; to close the ones before.',
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
      why: 'To commit to branches of its own. It has no right on the branch that Argo CD follows: somebody else merges.',
      actions: ['codecommit:CreateBranch', 'codecommit:CreateCommit'],
      resources: ['configRepository'],
      condition: { StringLike: { 'codecommit:References': branches } },
    },
  ];
}
