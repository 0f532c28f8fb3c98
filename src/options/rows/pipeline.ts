import * as check from '../checks';
import { Layout, PipelineTrigger, Promotion } from '../enums';
import type { Option } from '../option';

/** How a commit becomes an image, and how the image reaches the config repo. */
export const PIPELINE = [
  {
    name: 'trigger',
    type: 'choice',
    summary: 'The event that starts the pipeline.',
    question: 'What starts the pipeline?',
    ask: 'more',
    enumName: 'PipelineTrigger',
    choices: [
      { value: PipelineTrigger.PR_MERGE, hint: 'each pull request that is merged into the default branch' },
      { value: PipelineTrigger.COMMIT, hint: 'each commit on the default branch, also without a pull request' },
    ],
  },
  {
    name: 'prBuilds',
    type: 'boolean',
    summary: 'Whether CodeBuild tests pull requests before the merge.',
    question: 'Test pull requests before the merge?',
    ask: 'more',
    initial: () => true,
  },
  {
    name: 'prBuildImage',
    type: 'boolean',
    summary: 'Whether CodeBuild also builds the image of a pull request. Docker requires privileged mode, in which unreviewed code then runs.',
    question: 'Also build the image of a pull request, in privileged mode?',
    ask: 'more',
    initial: () => false,
    when: [{ option: 'prBuilds', values: [true] }],
  },
  {
    name: 'defaultBranch',
    type: 'string',
    summary: 'The branch that the pipeline builds and that the GitOps engine follows.',
    question: 'What is the name of the default branch?',
    ask: 'more',
    initial: () => 'main',
    check: (value, resolved) => check.branchName(value, resolved) ?? check.notOnStateBranch(value, resolved),
  },
  {
    name: 'configRepoName',
    type: 'string',
    summary: 'The name of the repository with the Kubernetes manifests.',
    question: 'What is the name of the config repo?',
    ask: 'more',
    initial: ({ appName, layout }) => layout === Layout.SINGLE ? appName : `${appName}-k8s-config`,
    initialText: '`<appName>-k8s-config`',
    when: [{ option: 'layout', values: [Layout.PAIR] }],
    check: (value, { appName }) => value === appName ? 'must differ from appName' : check.repositoryName(value, {}),
  },
  {
    name: 'environment',
    type: 'string',
    summary: 'The name of the environment. It is the name of the Kustomize overlay and the suffix of the namespace.',
    question: 'What is the name of the environment?',
    ask: 'more',
    initial: () => 'production',
    check: check.dnsLabel(20),
  },
  {
    name: 'promotion',
    type: 'choice',
    summary: 'How the digest of a new image reaches the config repo.',
    question: 'How does a new image reach the config repo?',
    ask: 'more',
    enumName: 'Promotion',
    choices: [
      { value: Promotion.COMMIT, hint: 'the pipeline commits the digest to the default branch' },
      { value: Promotion.PULL_REQUEST, hint: 'the pipeline opens a pull request for you to approve' },
      { value: Promotion.MANUAL, hint: 'the pipeline prints a command for you to run' },
    ],
  },
] as const satisfies readonly Option[];
