import * as check from '../checks';
import { PipelineTrigger, Promotion } from '../enums';
import type { Option } from '../option';

/** How a change becomes an image, and where Git says what runs. */
export const PIPELINE: readonly Option[] = [
  {
    name: 'trigger',
    type: 'choice',
    summary: 'What starts the pipeline.',
    question: 'What starts the pipeline?',
    ask: 'more',
    enumName: 'PipelineTrigger',
    choices: [
      { value: PipelineTrigger.PR_MERGE, hint: 'a pull request merged into the default branch' },
      { value: PipelineTrigger.COMMIT, hint: 'every commit on the default branch' },
    ],
  },
  {
    name: 'prBuilds',
    type: 'boolean',
    summary: 'Whether pull requests are built and tested before they are merged.',
    question: 'Build and test pull requests before the merge?',
    ask: 'more',
    initial: () => true,
  },
  {
    name: 'prBuildImage',
    type: 'boolean',
    summary: 'Whether the builds of pull requests build the image, too. Docker needs a privileged container, and that code has not been reviewed.',
    question: 'Build the image of a pull request, too (in a privileged container)?',
    ask: 'more',
    initial: () => false,
    when: [{ option: 'prBuilds', values: [true] }],
  },
  {
    name: 'defaultBranch',
    type: 'string',
    summary: 'The branch that the pipeline builds, and the one that Argo CD follows.',
    question: 'What is the default branch called?',
    ask: 'more',
    initial: () => 'main',
    check: check.branchName,
  },
  {
    name: 'configRepoName',
    type: 'string',
    summary: 'The name of the repository with the Kubernetes manifests.',
    question: 'What is the config repo called?',
    ask: 'more',
    initial: ({ appName }) => `${appName}-k8s-config`,
    initialText: '`<appName>-k8s-config`',
    check: (value, { appName }) => value === appName ? 'must differ from appName' : check.repositoryName(value, {}),
  },
  {
    name: 'environment',
    type: 'string',
    summary: 'The environment: the name of the Kustomize overlay and the suffix of the namespace.',
    question: 'What is the environment called?',
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
      { value: Promotion.COMMIT, hint: 'the pipeline commits its digest' },
      { value: Promotion.PULL_REQUEST, hint: 'the pipeline opens a pull request, and somebody approves it' },
      { value: Promotion.MANUAL, hint: 'the pipeline prints the command that somebody runs' },
    ],
  },
];
