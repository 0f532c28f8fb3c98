import { KUBERNETES_VERSIONS } from '../../versions';
import * as check from '../checks';
import { ClusterCompute, ClusterSource, GitOpsEngine, RepoAuth } from '../enums';
import type { Option } from '../option';

/** The cluster, and how Argo CD in it reads the config repo. */
export const CLUSTER = [
  {
    name: 'cluster',
    type: 'choice',
    summary: 'Whether the config repo creates an EKS cluster or deploys to one that exists.',
    question: 'Which EKS cluster?',
    ask: 'more',
    enumName: 'ClusterSource',
    choices: [
      { value: ClusterSource.CREATE, hint: 'create a cluster with eksctl' },
      { value: ClusterSource.EXISTING, hint: 'deploy to a cluster that you have' },
    ],
  },
  {
    name: 'clusterName',
    type: 'string',
    summary: 'The name of the EKS cluster.',
    question: 'What is the name of the EKS cluster?',
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
    summary:
      'What manages the nodes. State it for an existing cluster, too: it decides which controller creates the load balancer.',
    question: 'What manages the nodes of the cluster?',
    ask: 'more',
    enumName: 'ClusterCompute',
    choices: [
      { value: ClusterCompute.AUTO_MODE, hint: 'EKS Auto Mode: AWS selects, patches and replaces the nodes' },
      { value: ClusterCompute.MANAGED_NODES, hint: 'a managed node group: you set instance type and size' },
    ],
  },
  {
    name: 'publicAccessCidrs',
    type: 'list',
    summary:
      'The IPv4 ranges that may reach the API endpoint of a new cluster. Empty: only its VPC can. `0.0.0.0/0` opens it to the internet.',
    question: "Which IPv4 ranges, with commas between them, may reach the cluster's API?",
    ask: 'more',
    initial: () => [],
    check: check.cidrs,
    when: [{ option: 'cluster', values: [ClusterSource.CREATE] }],
  },
  {
    name: 'engine',
    type: 'choice',
    summary: 'The GitOps engine: the program in the cluster that applies what Git says.',
    question: 'Which GitOps engine?',
    ask: 'more',
    enumName: 'GitOpsEngine',
    choices: [
      { value: GitOpsEngine.ARGOCD, title: 'Argo CD', hint: 'Argo CD, installed into the cluster by a task' },
    ],
  },
  {
    name: 'repoAuth',
    type: 'choice',
    summary: 'How Argo CD reads the config repo from CodeCommit.',
    question: 'How does Argo CD read the config repo?',
    ask: 'more',
    enumName: 'RepoAuth',
    choices: [
      {
        value: RepoAuth.HTTPS,
        hint: 'with a user name and password for CodeCommit alone: works wherever Argo CD reaches AWS',
      },
      {
        value: RepoAuth.SSH,
        hint: 'with an RSA key pair: only if CodeCommit offers a SHA-2 host key signature, which OpenSSH requires',
      },
    ],
  },
] as const satisfies readonly Option[];
