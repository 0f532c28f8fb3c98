import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { type Cluster, runConfigTask } from '../support/config-task';

const NODEPOOLS = { 'nodepools.karpenter.sh': 'nodepools.karpenter.sh' };
/** EKS Auto Mode's lines of `kubectl api-resources`. */
const AUTO_MODE = {
  ...NODEPOOLS,
  targetgroupbindings: 'targetgroupbindings.eks.amazonaws.com',
  nodeclasses: 'nodeclasses.eks.amazonaws.com',
};

const ready = [{ type: 'Ready', status: 'True' }];
const node = (arch: string, taints: object[] = [], conditions = ready) => ({
  type: 'nodes',
  metadata: { name: `${arch}-node`, labels: { 'kubernetes.io/arch': arch } },
  spec: { taints },
  status: { conditions },
});
const nodePool = (name: string, arch: readonly string[], taints: object[] = [], conditions = ready) => ({
  type: 'nodepools.karpenter.sh',
  metadata: { name },
  spec: {
    template: {
      spec: {
        requirements: [
          { key: 'kubernetes.io/os', operator: 'In', values: ['linux'] },
          { key: 'kubernetes.io/arch', operator: 'In', values: arch },
        ],
        taints,
      },
    },
  },
  status: { conditions },
});
/** The node pools that Auto Mode brings (EKS user guide, "Enable or Disable Built-in NodePools"). */
const BUILT_IN = [
  nodePool('general-purpose', ['amd64']),
  nodePool('system', ['amd64', 'arm64'], [{ key: 'CriticalAddonsOnly', effect: 'NoSchedule' }]),
];
const controller = (data: object) => ({
  type: 'configmaps', metadata: { name: 'amazon-vpc-cni', namespace: 'kube-system' }, data,
});
const ENFORCED = controller({ 'enable-network-policy-controller': 'true' });
const daemonSet = (namespace: string, name: string, args: string[] = [], numberReady = 2) => ({
  type: 'daemonsets.apps',
  metadata: { name, namespace },
  spec: { template: { spec: { containers: [{ name }, { name: 'agent', args }] } } },
  status: { numberReady, desiredNumberScheduled: 2 },
});
/** The VPC CNI's DaemonSet, as `kubectl describe` shows its container aws-eks-nodeagent. */
const awsNode = (enabled: boolean, pods = 2) =>
  daemonSet('kube-system', 'aws-node', ['--enable-ipv6=false', `--enable-network-policy=${enabled}`], pods);
const namespace = (labels?: object) => ({ type: 'namespaces', metadata: { name: 'shop-production', labels } });

const MANAGED: Answers = { compute: 'managed-nodes', cluster: 'existing' };
const check = (answers: Answers, cluster: Cluster) => runConfigTask({ answers, script: 'cluster/check', cluster });

testWithBash.each<[string, Answers, Cluster]>([
  [
    'EKS Auto Mode',
    {},
    {
      types: AUTO_MODE,
      objects: [...BUILT_IN, ENFORCED, namespace({ 'pod-security.kubernetes.io/enforce': 'restricted' })],
    },
  ],
  ['managed nodes', MANAGED, { objects: [awsNode(true), node('amd64')] }],
])('accepts a complete cluster: %s', (_, answers, cluster) => {
  const { status, stdout, stderr } = check(answers, cluster);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^ok +network policies: .*\nok +nodes for amd64: /);
});

const COMPLETE = { types: AUTO_MODE, objects: [...BUILT_IN, ENFORCED] };

testWithBash.each<[string, Answers, Cluster, RegExp]>([
  [
    "Auto Mode's controller is not configured",
    {},
    { ...COMPLETE, objects: BUILT_IN },
    /missing +network policies: .* amazon-vpc-cni in kube-system does not exist:\n +kubectl --context shop apply --server-side --filename cluster\/network-policy\.yaml/,
  ],
  [
    "Auto Mode's controller is off",
    {},
    { ...COMPLETE, objects: [...BUILT_IN, controller({ 'enable-network-policy-controller': 'false' })] },
    /missing +network policies: .* disables their controller:\n/,
  ],
  [
    "Auto Mode's ConfigMap is about something else",
    {},
    { ...COMPLETE, objects: [...BUILT_IN, controller({ 'enable-windows-ipam': 'false' })] },
    /missing +network policies: .* disables their controller:\n/,
  ],
  [
    'the VPC CNI enforces none',
    MANAGED,
    { objects: [awsNode(false), node('amd64')] },
    /missing +network policies: the VPC CNI \(aws-node\) runs, but its network policies are disabled.*\n.*\n +aws eks update-addon .*'\{"enableNetworkPolicy": "true"\}'/,
  ],
  [
    "the VPC CNI's controller in the control plane is off",
    MANAGED,
    { objects: [awsNode(true), controller({ 'enable-network-policy-controller': 'false' }), node('amd64')] },
    /missing +network policies: .* disables their controller/,
  ],
  [
    'the VPC CNI is not ready',
    MANAGED,
    { objects: [awsNode(true, 1), node('amd64')] },
    /missing +network policies: aws-node is ready on only 1 of 2 nodes/,
  ],
  [
    'no network plugin is known',
    MANAGED,
    { objects: [node('amd64')] },
    /missing +network policies: found no component that enforces them/,
  ],
  [
    'a created cluster has no setting for the add-on',
    { compute: 'managed-nodes' },
    { objects: [awsNode(false), node('amd64')] },
    /eksctl update addon --config-file cluster\/eksctl\.yaml/,
  ],
  [
    'only tainted node pools are for the architecture',
    { architecture: 'arm64', cluster: 'existing' },
    COMPLETE,
    /missing +nodes for arm64: kubectl --context shop apply --server-side --filename cluster\/nodepool\.yaml/,
  ],
  [
    'only tainted nodes are for the architecture',
    { ...MANAGED, architecture: 'arm64' },
    { objects: [awsNode(true), node('arm64', [{ key: 'a', effect: 'NoExecute' }])] },
    /missing +nodes for arm64 \(not ready or tainted: arm64-node\): eksctl create nodegroup /,
  ],
  [
    'the node pool is not ready',
    { architecture: 'arm64' },
    { ...COMPLETE, objects: [ENFORCED, nodePool('arm64', ['arm64'], [], [{ type: 'Ready', status: 'False' }])] },
    /missing +nodes for arm64 \(not ready or tainted: nodepool\/arm64\): kubectl /,
  ],
  [
    'there are only nodes of another architecture',
    MANAGED,
    { objects: [awsNode(true), node('arm64')] },
    /missing +nodes for amd64: eksctl create nodegroup --region us-east-1 --cluster shop /,
  ],
  [
    'the cluster is not one with Auto Mode',
    {},
    { ...COMPLETE, types: NODEPOOLS },
    /missing +load balancers: the Service requires EKS Auto Mode \(loadBalancerClass\), which is not enabled/,
  ],
  [
    'the namespace has no Pod Security label',
    {},
    { ...COMPLETE, objects: [...COMPLETE.objects, namespace({})] },
    /missing +Pod Security in the namespace shop-production: its label is "" instead of restricted/,
  ],
  [
    'the user may not look at ConfigMaps',
    {},
    { ...COMPLETE, forbidden: ['configmaps'] },
    /unknown +network policies: you have no permission to read it\. Error from server \(Forbidden\)/,
  ],
  [
    'the user may not look at nodes',
    MANAGED,
    { objects: [awsNode(true)], forbidden: ['nodes'] },
    /unknown +nodes for amd64: you have no permission to read it\./,
  ],
  [
    'no answer comes',
    {},
    { ...COMPLETE, silent: 'get' },
    /unknown +network policies: no answer\. Unable to connect to the server/,
  ],
])('says how to fix it when %s', (_, answers, cluster, words) => {
  const { status, stdout } = check(answers, cluster);
  expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringMatching(words) });
});

testWithBash.each([
  ['calico-system', 'calico-node'],
  ['kube-system', 'calico-node'],
  ['kube-system', 'cilium'],
])('accepts %s/%s as enforcing network policies', (where, name) => {
  const { status, stdout } = check(MANAGED, { objects: [awsNode(false), daemonSet(where, name), node('amd64')] });
  expect({ status, stdout }).toEqual({
    status: 0, stdout: expect.stringContaining(`network policies: ${where}/${name} enforces them`),
  });
});

testWithBash('accepts a node pool for the architecture that has no node yet', () => {
  const { status, stdout } = check(
    { architecture: 'arm64' },
    { ...COMPLETE, objects: [...COMPLETE.objects, nodePool('arm64', ['arm64'])] },
  );
  expect({ status, stdout }).toEqual({
    status: 0, stdout: expect.stringMatching(/ok +nodes for arm64: the node pool arm64 creates them/),
  });
});
