import { APPLY_APPLICATION, type Answered, type Change, SYNC, type Step } from './change';
import { ClusterCompute, ClusterSource, RepoAuth } from '../enums';

const CREATED = [{ option: 'cluster', values: [ClusterSource.CREATE] }] as const;
const EXISTING = [{ option: 'cluster', values: [ClusterSource.EXISTING] }] as const;
const ARGOCD = [{ option: 'engine', values: ['argocd'] }] as const;

/** Creates a cluster, or makes the context of one that exists. */
const REACH: readonly Step[] = [
  {
    where: 'config',
    act: '`npx projen cluster:create`',
    why: 'creates the cluster; one that exists is kept',
    when: CREATED,
  },
  { where: 'config', act: '`npx projen cluster:connect`', why: 'makes the context of the cluster', when: EXISTING },
  { where: 'config', act: '`npx projen cluster:check`', why: 'says what the cluster lacks' },
];

const minor = (version: unknown) => Number(String(version).split('.')[1]);
const staysInCluster = ({ before, after }: Answered) =>
  before.clusterName === after.clusterName && after.cluster === ClusterSource.CREATE;

/** The topic "Cluster". */
export const CLUSTER = {
  cluster: {
    effect:
      'The pair gains or loses the tasks that create and delete the cluster. The cluster named by `clusterName` is kept in both cases; ' +
      '`cluster/eksctl.yaml` stays in Git.',
    steps: REACH,
  },
  clusterName: {
    effect:
      'The application moves to another cluster, behind another load balancer. The old cluster, with the application in it, runs until you delete it.',
    steps: [
      ...REACH,
      {
        where: 'config',
        act: '`npx projen argocd:install`, `npx projen argocd:connect`',
        why: 'installs Argo CD in the new cluster and connects it; IAM has room for one more password',
        when: ARGOCD,
      },
      { ...APPLY_APPLICATION, why: 'makes the application in the new cluster' },
      SYNC,
      { where: 'config', act: '`npx projen app:open`', why: 'prints the new address: point your DNS to it' },
      {
        where: 'config',
        act: '`KUBE_CONTEXT={old.clusterName} npx projen app:delete --yes`',
        why: 'deletes the application in the old cluster, with its load balancer',
      },
      {
        where: 'config',
        act: '`eksctl delete cluster --region {region} --name {old.clusterName} --wait`',
        why: 'deletes the old cluster, if this pair created it: it costs money until then',
        when: CREATED,
      },
    ],
  },
  kubernetesVersion: {
    effect: 'EKS upgrades the control plane. What runs is kept; nodes follow.',
    steps: [
      {
        where: 'config',
        act: '`eksctl upgrade cluster --config-file cluster/eksctl.yaml --approve`',
        why: 'upgrades the control plane by one minor version and takes about ten minutes; EKS Auto Mode replaces the nodes afterwards',
        when: CREATED,
      },
      {
        where: 'config',
        act: '`eksctl upgrade nodegroup --region {region} --cluster {clusterName} --name NAME --kubernetes-version {kubernetesVersion}`',
        why: 'replaces the nodes of the group that `eksctl get nodegroup` lists',
        when: [...CREATED, { option: 'compute', values: [ClusterCompute.MANAGED_NODES] }],
      },
    ],
    refusal: {
      rule: 'when the version is older, unless `clusterName` changes, too',
      applies: (answered) =>
        staysInCluster(answered) && minor(answered.after.kubernetesVersion) < minor(answered.before.kubernetesVersion),
      reason: 'a cluster that runs workloads is not taken back to an older version.',
      instead:
        'keep `{old.kubernetesVersion}`; or change `clusterName` in the same synth, which creates a cluster of the older version beside this one.',
    },
  },
  compute: {
    effect:
      'Another controller creates the load balancer, and the class of a Service cannot be changed: the Service is made again, with another address.',
    steps: [
      {
        where: 'config',
        act: '`kubectl --context {clusterName} --namespace {appName}-{environment} delete service {appName}`',
        why: 'deletes the load balancer: clients get no answer until the new one is up',
        when: EXISTING,
      },
      { ...SYNC, when: EXISTING },
      {
        where: 'config',
        act: '`npx projen app:open`',
        why: 'prints the new address: point your DNS to it',
        when: EXISTING,
      },
    ],
    refusal: {
      rule: 'when `cluster` is `create`, unless `clusterName` changes, too',
      applies: staysInCluster,
      reason: "the nodes, the load balancer's controller and network policies of a cluster all follow from it.",
      instead:
        'change `clusterName` in the same synth: its steps create the new cluster beside this one and move the application.',
    },
  },
  publicAccessCidrs: {
    effect: 'Other addresses reach the API of the cluster. What runs is kept.',
    steps: [{
      where: 'config',
      act: '`eksctl utils update-cluster-vpc-config --config-file cluster/eksctl.yaml`, then the same with `--approve`',
      why: 'shows, then applies, who may reach the API: keep your own address in the list',
      when: CREATED,
    }],
  },
  engine: {
    effect:
      'Another program in the cluster applies what Git says. There is one engine so far, so that this answer has no other value.',
    steps: [],
  },
  repoAuth: {
    effect: 'The GitOps engine reads the config repo in another way. What runs is kept.',
    steps: [
      {
        where: 'config',
        act: '`npx projen argocd:connect`',
        why: 'makes the new credentials, gives them to Argo CD and deletes the old ones',
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
        act: 'Consider `https` again, if `npx projen app:status` shows that Argo CD cannot read the repository.',
        why: 'SSH works only while CodeCommit offers a SHA-2 host key signature',
        to: [RepoAuth.SSH],
      },
    ],
  },
} as const satisfies Readonly<Record<string, Change>>;
