import * as check from '../checks';
import { Layout, PackageManager, SyncPolicy } from '../enums';
import { didYouMean } from '../nearest';
import type { Option } from '../option';
import { REGIONS, placeOf } from '../regions';

/** The application, its AWS account and region, and its sync policy. */
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
    tidy: (text) => text.trim().toLowerCase().replace(/[\s_]+/g, '-'),
    check: (value) => REGIONS.includes(String(value))
      ? undefined
      : `must be an AWS region that has CodeCommit${didYouMean(String(value), REGIONS) || ` (${REGIONS.join(', ')})`}`,
  },
  {
    name: 'accountId',
    type: 'string',
    summary: 'The ID of the AWS account of the pipeline and of the cluster. Empty: each task uses the account of its AWS credentials.',
    question: 'Which AWS account ID, or empty if unknown?',
    ask: 'more',
    initial: () => '',
    initialText: 'the account of the AWS credentials, else empty',
    check: check.accountId,
  },
  {
    name: 'layout',
    type: 'choice',
    summary:
      'Whether an app repo and a config repo are rendered, or one repository. In one repository, the promotion writes ' +
      'to the branch `deploy/<environment>`, which the GitOps engine follows.',
    question: 'One repository or two?',
    ask: 'more',
    enumName: 'Layout',
    choices: [
      { value: Layout.PAIR, hint: 'the service and its manifests in a repository each' },
      { value: Layout.SINGLE, hint: 'both in one; the engine follows a branch of each environment' },
    ],
  },
  {
    name: 'replicas',
    type: 'integer',
    summary: 'The number of pods of the application.',
    question: 'How many replicas?',
    ask: 'first',
    range: [1, 100],
    initial: () => 2,
  },
  {
    name: 'syncPolicy',
    type: 'choice',
    summary: 'Whether the GitOps engine applies changes automatically or waits until you start a sync.',
    question: 'How does the cluster follow Git?',
    ask: 'first',
    enumName: 'SyncPolicy',
    choices: [
      { value: SyncPolicy.MANUAL, hint: 'the engine waits for you to sync; a task shows the changes' },
      { value: SyncPolicy.AUTOMATED, hint: 'the engine applies each change within minutes' },
    ],
  },
  {
    name: 'autoPrune',
    type: 'boolean',
    summary: 'Whether the GitOps engine deletes resources from the cluster when their manifests are deleted from Git.',
    question: 'Delete resources whose manifests are deleted from Git?',
    ask: 'more',
    initial: () => false,
    when: [{ option: 'syncPolicy', values: [SyncPolicy.AUTOMATED] }],
  },
  {
    name: 'selfHeal',
    type: 'boolean',
    summary: 'Whether the GitOps engine reverts manual changes in the cluster. Flux always does: with `false`, only once a day.',
    question: 'Revert manual changes in the cluster?',
    ask: 'more',
    initial: () => false,
    when: [{ option: 'syncPolicy', values: [SyncPolicy.AUTOMATED] }],
  },
  {
    name: 'packageManager',
    type: 'choice',
    summary: 'The package manager of both repositories. Lock files, builds, the image and all commands use it.',
    question: 'Which package manager?',
    ask: 'more',
    enumName: 'PackageManager',
    initialText: 'the package manager that runs the command (`npm_config_user_agent`), else `npm`',
    choices: [
      { value: PackageManager.NPM, hint: 'comes with Node.js' },
      { value: PackageManager.PNPM, hint: 'builds install it with npm' },
      { value: PackageManager.YARN, hint: 'Yarn 4; builds install it with npm' },
      { value: PackageManager.YARN_CLASSIC, hint: 'Yarn 1, which receives no new features' },
      { value: PackageManager.BUN, hint: 'installs packages; the service runs on Node.js' },
    ],
  },
] as const satisfies readonly Option[];
