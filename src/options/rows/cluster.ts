import { KUBERNETES_VERSIONS } from '../../versions';
import * as check from '../checks';
import { ClusterCompute, ClusterSource, GitOpsEngine, IdentityCenterPrincipal, RepoAuth } from '../enums';
import type { Option } from '../option';

const ARGOCD = [{ option: 'engine', values: [GitOpsEngine.ARGOCD] }];
const IN_CLUSTER = [{ option: 'engine', values: [GitOpsEngine.ARGOCD, GitOpsEngine.FLUX] }];
const MANAGED = [{ option: 'engine', values: [GitOpsEngine.ARGOCD_MANAGED] }];

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
      {
        value: GitOpsEngine.ARGOCD_MANAGED,
        title: 'Argo CD',
        hint: 'Argo CD as an EKS capability: AWS runs it outside the cluster, for about 23 dollars a month; requires IAM Identity Center',
      },
      { value: GitOpsEngine.FLUX, title: 'Flux', hint: 'Flux, which a task installs into the cluster: an IAM role, no web UI' },
    ],
    check: check.inCommercialRegions(GitOpsEngine.ARGOCD_MANAGED, 'the EKS capability for Argo CD'),
  },
  {
    name: 'identityCenterRegion',
    type: 'string',
    summary: 'The AWS region of the IAM Identity Center instance with whose users people sign in to Argo CD.',
    question: 'Which AWS region has your IAM Identity Center instance?',
    ask: 'first',
    initial: ({ engine, region }) => (engine === GitOpsEngine.ARGOCD_MANAGED ? region : ''),
    initialText: '`<region>`',
    check: check.regionName,
    when: MANAGED,
  },
  {
    name: 'identityCenterArn',
    type: 'string',
    summary: 'The ARN of the IAM Identity Center instance. `aws sso-admin list-instances` prints it.',
    question: 'What is the ARN of your IAM Identity Center instance?',
    ask: 'first',
    required: true,
    check: check.identityCenterArn,
    when: MANAGED,
  },
  {
    name: 'argocdAdminType',
    type: 'choice',
    summary: 'Whether `argocdAdmin` is a group or a user of IAM Identity Center.',
    question: 'Who administers Argo CD?',
    ask: 'first',
    enumName: 'IdentityCenterPrincipal',
    choices: [
      { value: IdentityCenterPrincipal.GROUP, hint: 'a group of IAM Identity Center' },
      { value: IdentityCenterPrincipal.USER, hint: 'a user of IAM Identity Center' },
    ],
    when: MANAGED,
  },
  {
    name: 'argocdAdmin',
    type: 'string',
    summary: 'The ID of the IAM Identity Center group or user that administers Argo CD. `aws identitystore list-groups` or `list-users` prints it.',
    question: 'What is the ID of that group or user?',
    ask: 'first',
    required: true,
    check: check.identityStoreId,
    when: MANAGED,
  },
  {
    name: 'pollSeconds',
    type: 'integer',
    summary:
      'The seconds between two polls of Git by the GitOps engine. Argo CD adds a random delay of up to a quarter. CodeCommit sends no ' +
      'events to the engine.',
    question: 'How many seconds between two polls of Git?',
    ask: 'more',
    range: [10, 3600],
    initial: () => 60,
    when: IN_CLUSTER,
  },
  {
    name: 'repoAuth',
    type: 'choice',
    summary: 'How the GitOps engine reads the config repo from CodeCommit.',
    question: 'How does Argo CD read the config repo?',
    ask: 'more',
    enumName: 'RepoAuth',
    choices: [
      { value: RepoAuth.HTTPS, hint: 'with HTTPS Git credentials of an IAM user: works wherever Argo CD reaches AWS' },
      { value: RepoAuth.SSH, hint: 'with an RSA key pair: works only if CodeCommit offers the SHA-2 host key signature that OpenSSH requires' },
      { value: RepoAuth.IAM, hint: 'with the engine\'s IAM role: no user, key or password to store or rotate' },
    ],
    initial: ({ engine = GitOpsEngine.ARGOCD }) => (engine === GitOpsEngine.ARGOCD ? RepoAuth.HTTPS : RepoAuth.IAM),
    initialText: '`https`; with another engine than `argocd`, `iam`, the only value',
    check: (value) => value === RepoAuth.IAM
      ? 'must be https or ssh: Argo CD in the cluster cannot sign in to CodeCommit with an IAM role'
      : undefined,
    when: ARGOCD,
  },
] as const satisfies readonly Option[];
