import * as check from '../checks';
import { SyncPolicy } from '../enums';
import type { Option } from '../option';
import { REGIONS } from '../regions';

/** What is deployed, where, and how closely the cluster follows Git. */
export const BASICS: readonly Option[] = [
  {
    name: 'appName',
    type: 'string',
    summary: 'The name of the application, of its repository and of everything that belongs to it.',
    question: 'What is the application called?',
    ask: 'first',
    required: true,
    check: check.appName,
  },
  {
    name: 'region',
    type: 'string',
    summary: 'The AWS region of the pipeline and of the cluster.',
    question: 'Which AWS region?',
    ask: 'first',
    initial: () => 'us-east-1',
    initialText: 'from `AWS_REGION` or the AWS configuration where the command line asks, else `us-east-1`',
    check: (value) => REGIONS.includes(String(value))
      ? undefined
      : `must be an AWS region in which CodeCommit exists (${REGIONS.join(', ')})`,
  },
  {
    name: 'accountId',
    type: 'string',
    summary: 'The AWS account that owns everything. Empty: not known yet, the tasks use the account that is signed in.',
    question: 'Which AWS account (12 digits, or empty)?',
    ask: 'more',
    initial: () => '',
    initialText: 'looked up with the current AWS profile where the command line asks, else empty',
    check: check.accountId,
  },
  {
    name: 'replicas',
    type: 'integer',
    summary: 'How many pods run.',
    question: 'How many replicas?',
    ask: 'first',
    range: [1, 100],
    initial: () => 2,
  },
  {
    name: 'syncPolicy',
    type: 'choice',
    summary: 'Whether Argo CD waits to be asked before it applies what Git says.',
    question: 'How does the cluster follow Git?',
    ask: 'first',
    enumName: 'SyncPolicy',
    choices: [
      { value: SyncPolicy.MANUAL, hint: 'Argo CD shows the difference and waits' },
      { value: SyncPolicy.AUTOMATED, hint: 'Argo CD syncs by itself' },
    ],
  },
  {
    name: 'autoPrune',
    type: 'boolean',
    summary: 'Whether Argo CD deletes from the cluster what was deleted from Git.',
    question: 'Delete from the cluster what was deleted from Git?',
    ask: 'more',
    initial: () => false,
    when: [{ option: 'syncPolicy', values: [SyncPolicy.AUTOMATED] }],
  },
  {
    name: 'selfHeal',
    type: 'boolean',
    summary: 'Whether Argo CD reverts changes that somebody made in the cluster by hand.',
    question: 'Revert changes made in the cluster by hand?',
    ask: 'more',
    initial: () => false,
    when: [{ option: 'syncPolicy', values: [SyncPolicy.AUTOMATED] }],
  },
];
