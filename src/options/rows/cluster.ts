import { KUBERNETES_VERSIONS } from '../../versions';
import * as check from '../checks';
import { ClusterCompute, ClusterSource, RepoAuth } from '../enums';
import type { Option } from '../option';

/** The cluster, and how Argo CD in it reads the config repo. */
export const CLUSTER: readonly Option[] = [
  {
    name: 'cluster',
    type: 'choice',
    summary: 'Whether the pair brings a new EKS cluster or uses one that exists.',
    question: 'Which EKS cluster?',
    ask: 'more',
    enumName: 'ClusterSource',
    choices: [
      { value: ClusterSource.CREATE, hint: 'a new one, from an eksctl configuration' },
      { value: ClusterSource.EXISTING, hint: 'one that is already there' },
    ],
  },
  {
    name: 'clusterName',
    type: 'string',
    summary: 'The name of the EKS cluster.',
    question: 'What is the EKS cluster called?',
    ask: 'more',
    initial: ({ appName }) => appName,
    initialText: '`<appName>`',
    check: check.clusterName,
  },
  {
    name: 'kubernetesVersion',
    type: 'choice',
    summary: 'The Kubernetes version of a new cluster. All are in standard EKS support.',
    question: 'Which Kubernetes version?',
    ask: 'more',
    choices: KUBERNETES_VERSIONS.map(({ version, endOfSupport }) => ({
      value: version,
      ...(endOfSupport && { hint: `standard support ends on ${endOfSupport}` }),
    })),
    when: [{ option: 'cluster', values: [ClusterSource.CREATE] }],
  },
  {
    name: 'compute',
    type: 'choice',
    summary: 'Who looks after the nodes of a new cluster. For an existing one: what it runs on, which decides how its load balancers are made.',
    question: 'What does the cluster run on?',
    ask: 'more',
    enumName: 'ClusterCompute',
    choices: [
      { value: ClusterCompute.AUTO_MODE, hint: 'EKS Auto Mode: AWS looks after the nodes' },
      { value: ClusterCompute.MANAGED_NODES, hint: 'a managed node group' },
    ],
  },
  {
    name: 'publicAccessCidrs',
    type: 'list',
    summary: 'The IPv4 ranges that may reach the API endpoint of a new cluster. None: it is reached from inside its VPC alone. `0.0.0.0/0` opens it to everybody, and only if you say so.',
    question: 'Which IPv4 ranges may reach the cluster\'s API (comma-separated CIDRs, or empty)?',
    ask: 'more',
    initial: () => [],
    check: check.cidrs,
    when: [{ option: 'cluster', values: [ClusterSource.CREATE] }],
  },
  {
    name: 'repoAuth',
    type: 'choice',
    summary: 'How Argo CD reads the config repo from CodeCommit.',
    question: 'How does Argo CD read the config repo?',
    ask: 'more',
    enumName: 'RepoAuth',
    choices: [
      { value: RepoAuth.HTTPS, hint: 'with a user name and password for CodeCommit alone: works wherever Argo CD reaches AWS' },
      { value: RepoAuth.SSH, hint: 'with an RSA key pair: only if CodeCommit offers a SHA-2 host key signature, which OpenSSH requires' },
    ],
  },
];
