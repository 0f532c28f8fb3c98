import { APPLY_APPLICATION, type Answered, type Change, SYNC, type Step } from './change';
import { DEPLOY_CAPABILITY, ENGINE, REGISTER } from './engine';
import { IDENTITY_CENTER } from './identity-center';
import { CREATED, EXISTING } from './places';
import { ClusterCompute, ClusterSource, GitOpsEngine, RepoAuth } from '../enums';

const ARGOCD = [{ option: 'engine', values: [GitOpsEngine.ARGOCD] }] as const;
const FLUX = [{ option: 'engine', values: [GitOpsEngine.FLUX] }] as const;
const MANAGED = [{ option: 'engine', values: [GitOpsEngine.ARGOCD_MANAGED] }] as const;

/** Creates a cluster, or the kubectl context of an existing one. */
const REACH: readonly Step[] = [
  {
    where: 'config',
    act: '`npx projen cluster:create`',
    why: 'creates the cluster; keeps an existing one',
    when: CREATED,
  },
  { where: 'config', act: '`npx projen cluster:connect`', why: 'creates the kubectl context of the cluster', when: EXISTING },
  { where: 'config', act: '`npx projen cluster:check`', why: 'lists what the cluster lacks' },
];

const minor = (version: unknown) => Number(String(version).split('.')[1]);
const staysInCluster = ({ before, after }: Answered) =>
  before.clusterName === after.clusterName && after.cluster === ClusterSource.CREATE;

/** The topic "Cluster". */
export const CLUSTER = {
  cluster: {
    effect:
      'The pair gains or loses the tasks that create and delete the cluster. The cluster `clusterName` stays in both cases; ' +
      '`cluster/eksctl.yaml` stays in Git.',
    steps: REACH,
  },
  clusterName: {
    effect:
      'The application moves to another cluster and gets a new load balancer. The old cluster keeps running the application until you delete it.',
    steps: [
      ...REACH,
      {
        where: 'config',
        act: '`npx projen argocd:install`, `npx projen argocd:connect`',
        why: 'installs Argo CD in the new cluster and connects it; IAM allows a second password for the same user',
        when: ARGOCD,
      },
      {
        where: 'config',
        act: '`npx projen flux:install`, `npx projen flux:connect`',
        why: 'installs Flux in the new cluster and gives it the IAM role there, too',
        when: FLUX,
      },
      { ...DEPLOY_CAPABILITY, when: [...MANAGED, ...EXISTING] },
      { ...REGISTER, when: MANAGED },
      { ...APPLY_APPLICATION, why: 'creates the application in the new cluster' },
      SYNC,
      { where: 'config', act: '`npx projen app:open`', why: 'prints the new address; point your DNS to it' },
      {
        where: 'config',
        act: '`KUBE_CONTEXT={old.clusterName} npx projen app:delete --yes`',
        why: 'deletes the application in the old cluster with its load balancer',
      },
      {
        where: 'config',
        act: '`eksctl delete cluster --region {region} --name {old.clusterName} --wait`',
        why: 'deletes the old cluster, if this pair created it; AWS bills it until then',
        when: CREATED,
      },
      {
        where: 'app',
        act: '`aws cloudformation delete-stack --region {region} --stack-name argocd-{old.clusterName}`',
        why: 'deletes the Argo CD capability of the old cluster; in the name of the stack, underscores become hyphens',
        when: [...MANAGED, ...EXISTING],
      },
    ],
  },
  kubernetesVersion: {
    effect: 'EKS upgrades the control plane, then the nodes. The application stays available.',
    steps: [
      {
        where: 'config',
        act: '`eksctl upgrade cluster --config-file cluster/eksctl.yaml --approve`',
        why: 'upgrades the control plane by one minor version, in about ten minutes; EKS Auto Mode replaces the nodes afterwards',
        when: CREATED,
      },
      {
        where: 'config',
        act: '`eksctl upgrade nodegroup --region {region} --cluster {clusterName} --name NAME --kubernetes-version {kubernetesVersion}`',
        why: 'replaces the nodes of the node group that `eksctl get nodegroup` lists',
        when: [...CREATED, { option: 'compute', values: [ClusterCompute.MANAGED_NODES] }],
      },
    ],
    refusal: {
      rule: 'if the version is older, unless `clusterName` also changes',
      applies: (answered) =>
        staysInCluster(answered) && minor(answered.after.kubernetesVersion) < minor(answered.before.kubernetesVersion),
      reason: 'a cluster with workloads cannot be downgraded.',
      instead:
        'keep `{old.kubernetesVersion}`; or change `clusterName` in the same synth, which creates a cluster of the older version beside this one.',
    },
  },
  compute: {
    effect:
      'Another controller creates the load balancer. The load balancer class of a Service is immutable, so you replace the Service, which gets a new address.',
    steps: [
      {
        where: 'config',
        act: '`kubectl --context {clusterName} --namespace {appName}-{environment} delete service {appName}`',
        why: 'deletes the load balancer; the application is unreachable until the new one is ready',
        when: EXISTING,
      },
      { ...SYNC, when: EXISTING },
      {
        where: 'config',
        act: '`npx projen app:open`',
        why: 'prints the new address; point your DNS to it',
        when: EXISTING,
      },
    ],
    refusal: {
      rule: 'if `cluster` is `create`, unless `clusterName` also changes',
      applies: staysInCluster,
      reason: 'it determines the nodes, the load balancer controller and the network policies of a cluster.',
      instead:
        'change `clusterName` in the same synth: its steps create the new cluster beside this one and move the application.',
    },
  },
  publicAccessCidrs: {
    effect: 'Other addresses can reach the Kubernetes API of the cluster. Running pods stay.',
    steps: [{
      where: 'config',
      act: '`eksctl utils update-cluster-vpc-config --config-file cluster/eksctl.yaml`, then the same with `--approve`',
      why: 'shows the allowed addresses, then applies them; keep your own address in the list',
      when: CREATED,
    }],
  },
  engine: ENGINE,
  ...IDENTITY_CENTER,
  pollSeconds: {
    effect: 'The GitOps engine polls Git at another interval. What runs is kept.',
    steps: [
      {
        where: 'config',
        act: '`npx projen argocd:install`',
        why: 'sets the interval and restarts the application controller and the repo server, which read it when they start',
        when: ARGOCD,
      },
      { ...APPLY_APPLICATION, when: FLUX },
    ],
  },
  repoAuth: {
    effect: 'The GitOps engine reads the config repo with other credentials. Running pods stay.',
    steps: [
      {
        where: 'config',
        act: '`npx projen argocd:connect`',
        why: 'creates the new credentials, stores them in Argo CD and deletes the old ones',
        when: ARGOCD,
      },
      {
        where: 'config',
        act: 'Commit and push `argocd/connection.yaml`.',
        why: 'the task wrote the new address into it',
        when: ARGOCD,
      },
      {
        where: 'config',
        act: 'Change back to `https` if `npx projen app:status` shows that Argo CD cannot read the repository.',
        why: 'SSH works only while CodeCommit offers a SHA-2 host key signature',
        to: [RepoAuth.SSH],
      },
    ],
  },
} as const satisfies Readonly<Record<string, Change>>;
