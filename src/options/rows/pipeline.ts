import * as check from '../checks';
import { PipelineTrigger } from '../enums';
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
];
