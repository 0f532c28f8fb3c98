import { ClusterStatus } from '@aws-sdk/client-eks';
import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { AWS, runConfigTask } from '../support/config-task';
import { parseYaml } from '../support/parse-file';
import { fileIn, renderPair } from '../support/render-pair';

/** An AWS command line that reports this status of the cluster, or this error. */
const describing = (status: string) =>
  AWS.replace(
    'esac',
    /^[A-Z]+$/.test(status)
      ? `  *describe-cluster*) echo ${status} ;;\nesac`
      : `  *describe-cluster*) echo 'An error occurred (${status}) when calling the DescribeCluster operation' >&2; exit 254 ;;\nesac`,
  );
const NO_CLUSTER = describing('ResourceNotFoundException');
const PUBLIC: Answers = { publicAccessCidrs: ['203.0.113.7/32'] };
const ENDPOINTS = /^vpc:\n(?: .*\n)+/m;
const withVpc = (text: string) => ({ 'cluster/eksctl.yaml': (content: string) => content.replace(ENDPOINTS, text) });

const create = (answers: Answers, vpc?: string, args: string[] = []) =>
  runConfigTask({
    answers,
    script: 'cluster/create',
    args,
    programs: { aws: NO_CLUSTER, eksctl: '' },
    edit: vpc === undefined ? {} : withVpc(vpc),
  });
const made = (calls: readonly string[]) => calls.some((call) => call.startsWith('eksctl create cluster'));

testWithBash.each([
  ['without publicAccessCIDRs', 'vpc:\n  clusterEndpoints:\n    publicAccess: true\n    privateAccess: true\n'],
  [
    'with publicAccessCIDRs in a comment',
    'vpc:\n  clusterEndpoints:\n    publicAccess: true\n  # publicAccessCIDRs: [203.0.113.7/32]\n',
  ],
  [
    'with "publicAccess: false" in a comment',
    'vpc:\n  clusterEndpoints:\n    publicAccess: true # publicAccess: false\n',
  ],
  ['with an empty list', 'vpc:\n  clusterEndpoints:\n    publicAccess: true\n  publicAccessCIDRs: []\n'],
  ['with the section deleted', ''],
  ['with only private access set', 'vpc:\n  clusterEndpoints:\n    privateAccess: true\n'],
  ['in flow style', 'vpc: {clusterEndpoints: {privateAccess: true, publicAccess: true}}\n'],
  ['in quotes', 'vpc: {"clusterEndpoints": {"publicAccess":true}}\n'],
  ['with a YAML 1.1 boolean', 'vpc:\n  clusterEndpoints: {publicAccess: no}\n'],
  ['with two values', 'vpc:\n  clusterEndpoints:\n    publicAccess: false\n    publicAccess: true\n'],
])('refuses a public API %s', (_, vpc) => {
  const { status, stderr, calls } = create(PUBLIC, vpc, ['--private']);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(
      /open to every address: cluster\/eksctl\.yaml has .*[^]*publicAccessCIDRs: \[203\.0\.113\.7\/32\]/,
    ),
  });
  expect(made(calls)).toBe(false);
});

testWithBash.each([
  ['as rendered', undefined],
  [
    'as a block',
    'vpc:\n  clusterEndpoints:\n    publicAccess: true\n  publicAccessCIDRs:\n    # the office\n    - "203.0.113.7/32"\n    - 198.51.100.0/24\n',
  ],
  ['in flow style', 'vpc: {clusterEndpoints: {publicAccess: true}, publicAccessCIDRs: [203.0.113.7/32]}\n'],
  ['over several lines', 'vpc:\n  publicAccessCIDRs: [\n    203.0.113.7/32,\n  ]\n'],
  ['with CRLF line ends', 'vpc:\r\n  publicAccessCIDRs:\r\n    - 203.0.113.7/32\r\n'],
])('creates a public API for named addresses, %s', (_, vpc) => {
  const { status, stderr, calls } = create(PUBLIC, vpc);
  expect({ status, stderr, made: made(calls) }).toEqual({ status: 0, stderr: '', made: true });
});

testWithBash.each([
  ['0.0.0.0/0', '[0.0.0.0/0]'],
  ['0.0.0.0/0 among other ranges', '[203.0.113.7/32, 0.0.0.0/0]'],
  ['::/0', '["::/0"]'],
])('allows an explicit %s with a warning', (_, list) => {
  const { status, stderr, calls } = create(PUBLIC, `vpc:\n  publicAccessCIDRs: ${list}\n`);
  expect({ status, stderr, made: made(calls) }).toEqual({
    status: 0, stderr: expect.stringMatching(/^Warning: .* open to every address/), made: true,
  });
});

testWithBash('refuses a private API without --private, in either style', () => {
  for (const vpc of [undefined, 'vpc: {clusterEndpoints: {privateAccess: true, publicAccess: false}}\n']) {
    expect(create({}, vpc)).toMatchObject({
      status: 1, stderr: expect.stringContaining('reachable only from the VPC'),
    });
    expect(create({}, vpc, ['--private'])).toMatchObject({ status: 0, stderr: '' });
  }
});

testWithBash('--dry-run warns of a refusal and shows the remaining steps', () => {
  const { status, stderr, stdout } = create({ architecture: 'arm64' }, '', ['--dry-run']);
  expect({ status, stderr }).toEqual({
    status: 0, stderr: expect.stringMatching(/^Warning: The Kubernetes API would be open to every address/),
  });
  expect(stdout).toMatch(
    /^\+ eksctl create cluster .*\n\+ kubectl .* --filename cluster\/network-policy\.yaml --filename cluster\/nodepool\.yaml\n$/,
  );
});

testWithBash.each([
  ['a new cluster', NO_CLUSTER],
  ['an existing cluster', describing('ACTIVE')],
])('enables network policies with Auto Mode: %s', (_, aws) => {
  const { status, calls } = runConfigTask({ answers: PUBLIC, script: 'cluster/create', programs: { aws, eksctl: '' } });
  expect({ status, made: made(calls) }).toEqual({ status: 0, made: aws === NO_CLUSTER });
  expect(calls.slice(-1)).toEqual([
    'kubectl --context shop apply --server-side --force-conflicts --filename cluster/network-policy.yaml',
  ]);
});

testWithBash('adds what an interrupted creation left out, and updates the add-on settings of an existing cluster with managed nodes', () => {
  const { status, calls } = runConfigTask({
    answers: { compute: 'managed-nodes' },
    script: 'cluster/create',
    programs: { aws: describing('ACTIVE'), eksctl: '' },
  });
  expect({ status, eksctl: calls.filter((call) => call.startsWith('eksctl')) }).toEqual({
    status: 0,
    eksctl: ['create addon', 'create nodegroup', 'update addon'].map((verb) => `eksctl ${verb} --config-file cluster/eksctl.yaml`),
  });
});

describe('the switch for network policies', () => {
  const yaml = (answers: Answers, path: string) =>
    parseYaml(fileIn(renderPair({ appName: 'shop', ...answers }), `config/${path}`).content, '1.2')[0] as any;

  test('is EKS Auto Mode\'s ConfigMap, for new and for existing clusters', () => {
    for (const cluster of ['create', 'existing']) {
      expect(yaml({ cluster }, 'cluster/network-policy.yaml')).toEqual({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'amazon-vpc-cni', namespace: 'kube-system' },
        data: { 'enable-network-policy-controller': 'true' },
      });
    }
  });

  test('is the setting of the VPC CNI\'s add-on for managed nodes, as a JSON string', () => {
    const { addons } = yaml({ compute: 'managed-nodes' }, 'cluster/eksctl.yaml');
    const { configurationValues } = addons.find(({ name }: { name: string }) => name === 'vpc-cni');
    expect(JSON.parse(configurationValues)).toEqual({ enableNetworkPolicy: 'true' });
  });
});

test('a node pool for arm64 comes with Auto Mode, for new and existing clusters', () => {
  const paths = (answers: Answers) =>
    renderPair({ appName: 'shop', architecture: 'arm64', ...answers }).map(({ path }) => path);
  expect(paths({ cluster: 'create' })).toContain('cluster/nodepool.yaml');
  expect(paths({ cluster: 'existing' })).toContain('cluster/nodepool.yaml');
  expect(paths({ compute: 'managed-nodes' })).not.toContain('cluster/nodepool.yaml');
});

testWithBash.each([
  [['--yes', '--force'], ' --force'],
  [['--yes'], ''],
])('cluster:delete %j passes eksctl%s', (args, force) => {
  const { status, calls } = runConfigTask({
    script: 'cluster/delete', args, programs: { aws: describing('ACTIVE'), eksctl: '' },
  });
  expect({ status, last: calls.slice(-1) }).toEqual({
    status: 0, last: [`eksctl delete cluster --config-file cluster/eksctl.yaml --wait${force}`],
  });
});

const USABLE: readonly string[] = [ClusterStatus.ACTIVE, ClusterStatus.UPDATING];

testWithBash.each(USABLE)('treats a cluster in status %s as existing', (status) => {
  const { stdout, calls } = runConfigTask({
    answers: PUBLIC, script: 'cluster/create', programs: { aws: describing(status), eksctl: '' },
  });
  expect(stdout).toContain('The cluster already exists.');
  expect(made(calls)).toBe(false);
});

testWithBash.each([
  [
    'AccessDeniedException',
    'EKS did not report whether the cluster shop exists: An error occurred (AccessDeniedException)',
  ],
  ...Object.values(ClusterStatus)
    .filter((status) => !USABLE.includes(status))
    .map((status) => [status, `The cluster shop is ${status}. Run this again once`]),
])('creates nothing when EKS answers %s', (status, message) => {
  const {
    status: code, stderr, calls,
  } = runConfigTask({ answers: PUBLIC, script: 'cluster/create', programs: { aws: describing(status), eksctl: '' } });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
  expect(made(calls)).toBe(false);
});

describe('after an interrupted creation', () => {
  /** eksctl's stack in this status, and the cluster once the stack is complete. */
  const stackIn = (status: string, code = 0) => `case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *describe-stacks*eksctl-shop-cluster*) echo ${status} ;;
  *'wait stack-create-complete'*) touch "$KUBERNETES.done"; exit ${code} ;;
  *describe-cluster*)
    if [ -e "$KUBERNETES.done" ]; then
      echo ACTIVE
    else
      echo 'An error occurred (ResourceNotFoundException)' >&2
      exit 254
    fi
    ;;
esac`;
  const again = (aws: string) =>
    runConfigTask({ answers: PUBLIC, script: 'cluster/create', programs: { aws, eksctl: '' } });

  testWithBash('waits for the stack that CloudFormation goes on creating, and then finishes', () => {
    const { status, calls } = again(stackIn('CREATE_IN_PROGRESS'));
    expect({ status, made: made(calls) }).toEqual({ status: 0, made: false });
    expect(calls.slice(-1)).toEqual([expect.stringContaining('--filename cluster/network-policy.yaml')]);
  });

  testWithBash('says how to delete a stack that failed', () => {
    const { status, stderr } = again(stackIn('CREATE_IN_PROGRESS', 255));
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('cluster:delete --yes --force') });
  });
});
