import { KUBERNETES_VERSIONS } from '../../versions';
import * as check from '../checks';
import { ClusterCompute, ClusterSource, GitOpsEngine, RepoAuth } from '../enums';
import type { Option } from '../option';

/** The cluster, its GitOps engine, and the engine's access to the config repo. */
export const CLUSTER = [
  {
    name: 'cluster',
    type: 'choice',
    summary: 'Whether the config repo creates an EKS cluster or deploys to an existing one.',
    question: 'Which EKS cluster?',
    ask: 'more',
    enumName: 'ClusterSource',
    choices: [
      { value: ClusterSource.CREATE, hint: 'create a cluster with eksctl' },
      { value: ClusterSource.EXISTING, hint: 'deploy to an existing cluster' },
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
    summary: 'The Kubernetes version of a new cluster. All versions are in standard EKS support.',
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
    summary: 'The compute type of the cluster. Set it for an existing cluster, too: it decides which controller creates the load balancer.',
    question: 'Which compute type does the cluster use?',
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
    summary: 'The IPv4 CIDR blocks that can reach the API endpoint of a new cluster. Empty: only its VPC can. `0.0.0.0/0` opens it to the internet.',
    question: 'Which IPv4 CIDR blocks (comma-separated) can reach the API endpoint of the cluster?',
    ask: 'more',
    initial: () => [],
    check: check.cidrs,
    when: [{ option: 'cluster', values: [ClusterSource.CREATE] }],
  },
  {
    name: 'engine',
    type: 'choice',
    summary: 'The GitOps engine: the program that applies the manifests in Git to the cluster.',
    question: 'Which GitOps engine?',
    ask: 'more',
    enumName: 'GitOpsEngine',
    choices: [
      { value: GitOpsEngine.ARGOCD, title: 'Argo CD', hint: 'Argo CD, which a task installs into the cluster' },
      { value: GitOpsEngine.FLUX, title: 'Flux', hint: 'Flux, which a task installs into the cluster: an IAM role, no web UI' },
    ],
  },
  {
    name: 'repoAuth',
    type: 'choice',
    summary: 'How the GitOps engine reads the config repo from CodeCommit. Argo CD: `https` or `ssh`. Flux: `iam`.',
    question: 'How does the GitOps engine read the config repo?',
    ask: 'more',
    enumName: 'RepoAuth',
    choices: [
      { value: RepoAuth.HTTPS, hint: 'with HTTPS Git credentials of an IAM user: works wherever the engine reaches AWS' },
      { value: RepoAuth.SSH, hint: 'with an RSA key pair: works only if CodeCommit offers the SHA-2 host key signature that OpenSSH requires' },
      { value: RepoAuth.IAM, hint: 'with an IAM role (EKS Pod Identity): no user, no key, no password' },
    ],
    initial: ({ engine }) => (engine === GitOpsEngine.FLUX ? RepoAuth.IAM : RepoAuth.HTTPS),
    initialText: '`https`; with `engine: flux`, `iam`',
    check: check.repoAuth,
  },
] as const satisfies readonly Option[];
