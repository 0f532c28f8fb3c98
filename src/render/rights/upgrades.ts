import { startProject, writeLog } from './common';
import type { Statement } from './statement';

/** Upgrades run the install scripts of npm packages and the tests of both repositories. */
export function upgrade(): Statement[] {
  return [
    writeLog('upgradeLogs'),
    {
      why: 'Clone both repositories. It has no permission to change them.',
      actions: ['codecommit:GitPull'],
      resources: ['appRepository', 'configRepository'],
    },
    { why: 'Write the changed files for the proposal.', actions: ['s3:PutObject'], resources: ['upgradePatch'] },
    { why: 'Encrypt them.', actions: ['kms:GenerateDataKey'], resources: ['importedKey'] },
  ];
}

/** The proposal commits files that it never runs. */
export function upgradeProposal(): Statement[] {
  return [
    writeLog('upgradeProposalLogs'),
    { why: 'Read the changed files.', actions: ['s3:GetObject'], resources: ['upgradePatch'] },
    { why: 'Decrypt them.', actions: ['kms:Decrypt'], resources: ['importedKey'] },
    {
      why: 'Find the open pull request and its changes. Open one, or close one that is no longer needed.',
      actions: [
        'codecommit:CreatePullRequest',
        'codecommit:GetBranch',
        'codecommit:GetCommit',
        'codecommit:GetDifferences',
        'codecommit:GetFile',
        'codecommit:GetPullRequest',
        'codecommit:ListPullRequests',
        'codecommit:UpdatePullRequestStatus',
      ],
      resources: ['appRepository', 'configRepository'],
    },
    {
      why: 'Commit to separate branches. It cannot write to any other branch: a reviewer merges.',
      actions: ['codecommit:CreateBranch', 'codecommit:CreateCommit'],
      resources: ['appRepository', 'configRepository'],
      condition: { StringLike: { 'codecommit:References': 'refs/heads/upgrade/*' } },
    },
  ];
}

/** The schedule. */
export const upgradeTrigger = () => [startProject('upgrade')];

/** The rule that proposes what an upgrade has changed. */
export const upgradeProposalTrigger = () => [startProject('upgradeProposal')];
