import * as check from '../checks';
import { PackageManager, SyncPolicy } from '../enums';
import { didYouMean } from '../nearest';
import type { Option } from '../option';
import { REGIONS, placeOf } from '../regions';

/** What is deployed, where, and how closely the cluster follows Git. */
export const BASICS = [
  {
    name: 'appName',
    type: 'string',
    summary: 'The name of the application. The app repo and all AWS and Kubernetes resources take their names from it.',
    question: 'What is the application called?',
    ask: 'first',
    required: true,
    proposal: 'my-app',
    check: check.appName,
  },
  {
    name: 'region',
    type: 'string',
    summary: 'The AWS region of the pipeline and of the cluster.',
    question: 'Which AWS region?',
    ask: 'first',
    initial: () => 'us-east-1',
    initialText: 'the region of `AWS_REGION` or of the AWS profile, else `us-east-1`',
    searchable: REGIONS.map((region) => ({ value: region, hint: placeOf(region) })),
    tidy: (text) =>
      text
        .trim()
        .toLowerCase()
        .replace(/[\s_]+/g, '-'),
    check: (value) =>
      REGIONS.includes(String(value))
        ? undefined
        : `must be an AWS region in which CodeCommit exists${didYouMean(String(value), REGIONS) || ` (${REGIONS.join(', ')})`}`,
  },
  {
    name: 'accountId',
    type: 'string',
    summary:
      'The AWS account of the pipeline and of the cluster. Empty: the tasks use the account that is signed in when they run.',
    question: 'Which AWS account ID, or empty if unknown?',
    ask: 'more',
    initial: () => '',
    initialText: 'the account of the AWS credentials, else empty',
    check: check.accountId,
  },
  {
    name: 'replicas',
    type: 'integer',
    summary: 'How many pods of the application run.',
    question: 'How many replicas?',
    ask: 'first',
    range: [1, 100],
    initial: () => 2,
  },
  {
    name: 'syncPolicy',
    type: 'choice',
    summary: 'Whether Argo CD applies changes by itself or waits until you start a sync.',
    question: 'How does the cluster follow Git?',
    ask: 'first',
    enumName: 'SyncPolicy',
    choices: [
      { value: SyncPolicy.MANUAL, hint: 'Argo CD shows each change and waits for you to sync' },
      { value: SyncPolicy.AUTOMATED, hint: 'Argo CD applies each change within minutes' },
    ],
  },
  {
    name: 'autoPrune',
    type: 'boolean',
    summary: 'Whether Argo CD deletes resources from the cluster when their manifests are deleted from Git.',
    question: 'Delete resources whose manifests are deleted from Git?',
    ask: 'more',
    initial: () => false,
    when: [{ option: 'syncPolicy', values: [SyncPolicy.AUTOMATED] }],
  },
  {
    name: 'selfHeal',
    type: 'boolean',
    summary: 'Whether Argo CD reverts manual changes in the cluster.',
    question: 'Revert manual changes in the cluster?',
    ask: 'more',
    initial: () => false,
    when: [{ option: 'syncPolicy', values: [SyncPolicy.AUTOMATED] }],
  },
  {
    name: 'packageManager',
    type: 'choice',
    summary: 'The package manager of both repositories: lock files, builds, the image and all commands follow it.',
    question: 'Which package manager?',
    ask: 'more',
    enumName: 'PackageManager',
    initialText: 'the one that runs the command (`npm_config_user_agent`), else `npm`',
    choices: [
      { value: PackageManager.NPM, hint: 'comes with Node.js' },
      { value: PackageManager.PNPM, hint: 'CodeBuild and the image get it through npm' },
      { value: PackageManager.YARN, hint: 'Yarn 4; CodeBuild and the image get it through npm' },
      { value: PackageManager.YARN_CLASSIC, hint: 'Yarn 1, which gets no new features' },
      { value: PackageManager.BUN, hint: 'installs packages; the service runs on Node.js' },
    ],
  },
] as const satisfies readonly Option[];
