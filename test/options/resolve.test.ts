import type { Answers } from '../../src/options/option';
import { quote } from '../../src/options/problem';
import { resolveOptions } from '../../src/options/resolve';
import { problems } from '../support/option-problems';

describe('defaults', () => {
  test('only the name is required', () => {
    expect(resolveOptions({ appName: 'my-app' })).toEqual({
      appName: 'my-app',
      region: 'us-east-1',
      packageManager: 'npm',
      layout: 'pair',
      accountId: '',
      replicas: 2,
      syncPolicy: 'manual',
      autoPrune: false,
      selfHeal: false,
      trigger: 'pr-merge',
      prBuilds: true,
      defaultBranch: 'main',
      configRepoName: 'my-app-k8s-config',
      environment: 'production',
      prBuildImage: false,
      promotion: 'commit',
      scanGate: 'critical',
      scanner: 'ecr',
      unscannableImages: 'refuse',
      sign: false,
      state: 's3',
      iac: 'cloudformation',
      notify: '',
      upgrades: 'none',
      retainData: false,
      cluster: 'create',
      clusterName: 'my-app',
      kubernetesVersion: '1.36',
      compute: 'auto-mode',
      publicAccessCidrs: [],
      engine: 'argocd',
      identityCenterRegion: '',
      identityCenterArn: '',
      argocdAdminType: 'group',
      argocdAdmin: '',
      pollSeconds: 60,
      repoAuth: 'https',
      serviceType: 'LoadBalancer',
      loadBalancerScheme: 'internet-facing',
      architecture: 'amd64',
      port: 8080,
      environments: [],
    });
  });

  test('requires the name', () => {
    expect(() => resolveOptions({})).toThrow('appName (--app-name): is required');
  });

  test('null and undefined count as missing', () => {
    expect(resolveOptions({ appName: 'ab', region: undefined, replicas: null })).toMatchObject({
      region: 'us-east-1', replicas: 2,
    });
  });
});

describe('values from command lines and YAML files', () => {
  test.each([
    ['replicas', '3', 3],
    ['accountId', 123456789012, '123456789012'],
    ['accountId', '012345678901', '012345678901'],
    ['kubernetesVersion', 1.35, '1.35'],
    ['prBuilds', 'false', false],
    ['publicAccessCidrs', '203.0.113.7/32, 198.51.100.0/24', ['203.0.113.7/32', '198.51.100.0/24']],
  ])('%s accepts %j', (name, given, expected) => {
    expect(resolveOptions({ appName: 'ab', [name]: given })).toMatchObject({ [name]: expected });
  });
});

describe('refused answers', () => {
  test.each<[string, unknown]>([
    ['appName', 'My-App'],
    ['appName', '1app'],
    ['appName', 'app-'],
    ['appName', 'a'],
    ['appName', 'my--app'],
    ['appName', 'kube-dns'],
    ['clusterName', 'my_cluster'],
    ['clusterName', '1st'],
    ['appName', 'a'.repeat(41)],
    ['appName', 'con'],
    ['appName', 'a b'],
    ['appName', 'a\nb'],
    ['appName', '$(id)'],
    ['appName', '{{x}}'],
    ['appName', 'café'],
    ['appName', 'a\u202eb'],
    ['appName', true],
    ['region', 'eu-south-2'],
    ['region', 'mars-1'],
    ['accountId', '12345678901'],
    ['accountId', '12345678901a'],
    ['replicas', 0],
    ['replicas', 101],
    ['replicas', 2.5],
    ['replicas', '2e1'],
    ['replicas', NaN],
    ['syncPolicy', 'automatic'],
    ['trigger', 'PR_MERGE'],
    ['prBuilds', 'yes'],
    ['defaultBranch', '-main'],
    ['defaultBranch', 'a..b'],
    ['defaultBranch', 'a/.b'],
    ['defaultBranch', 'a.lock'],
    ['defaultBranch', 'a b'],
    ['defaultBranch', 'HEAD'],
    ['defaultBranch', 'a/'],
    ['defaultBranch', '0123456789abcdef0123456789abcdef01234567'],
    ['configRepoName', 'my-app'],
    ['configRepoName', 'repo.git'],
    ['configRepoName', '../x'],
    ['configRepoName', 'nul.txt'],
    ['environment', 'Prod'],
    ['environment', 'a'.repeat(21)],
    ['clusterName', '-x'],
    ['kubernetesVersion', '1.29'],
    ['kubernetesVersion', '1.34'],
    ['publicAccessCidrs', ['203.0.113.7']],
    ['publicAccessCidrs', ['203.0.113.7/24']],
    ['publicAccessCidrs', ['203.0.113.7/33']],
    ['publicAccessCidrs', ['::/0']],
    ['publicAccessCidrs', ['1.2.3.4/32', '1.2.3.4/32']],
    ['publicAccessCidrs', [1]],
    ['port', 80],
    ['port', 65536],
    ['architecture', 'x86_64'],
  ])('%s: %j', (name, value) => {
    const found = problems({ [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${name} (--`);
    expect(found[0]).toContain(`is ${quote(value)}: `);
  });

  test('reports all problems at once', () => {
    const found = problems({ region: 'x', replicas: 0, port: 1, appname: 'typo' });
    expect(found.map((line) => line.split(' ')[0])).toEqual(['appname', 'region', 'replicas', 'port']);
  });

  test.each<[string, unknown, string, object?]>([
    ['autoPrune', true, 'syncPolicy is automated'],
    ['selfHeal', true, 'syncPolicy is automated'],
    ['loadBalancerScheme', 'internal', 'serviceType is LoadBalancer', { serviceType: 'ClusterIP' }],
    ['kubernetesVersion', '1.35', 'cluster is create', { cluster: 'existing' }],
  ])('%s where it has no effect', (name, value, rule, others = {}) => {
    expect(problems({ [name]: value, ...others })).toEqual([
      expect.stringContaining(`has an effect only when ${rule}`),
    ]);
  });

  test('an option without effect accepts its default', () => {
    expect(problems({ serviceType: 'ClusterIP', loadBalancerScheme: 'internet-facing', autoPrune: false })).toEqual([]);
  });

  test.each(['__proto__', 'constructor', 'toString'])('the name %s is not an option', (name) => {
    expect(problems(JSON.parse(`{"${name}": "x"}`))).toHaveLength(1);
  });
});

describe('an impossible pipeline', () => {
  test.each([
    [
      'a scanner without a gate',
      { scanGate: 'none', scanner: 'inspector' },
      'scanner (--scanner) is "inspector": has an effect only when scanGate is critical or high or medium',
    ],
    [
      'a rule for unscannable images without a gate',
      { scanGate: 'none', unscannableImages: 'accept' },
      'unscannableImages (--unscannable-images) is "accept": has an effect only when scanGate is',
    ],
    [
      "a rule for ECR's scan with another scanner",
      { scanner: 'inspector', unscannableImages: 'accept' },
      'and scanner is ecr',
    ],
    [
      'a scan action that the region does not have',
      { region: 'cn-north-1', scanner: 'inspector' },
      'must not be inspector in cn-north-1',
    ],
    [
      'signing in a region without it',
      { region: 'cn-north-1', sign: true },
      'sign (--sign) is true: must not be true in cn-north-1',
    ],
    [
      'images for pull requests without builds',
      { prBuilds: false, prBuildImage: true },
      'prBuildImage (--pr-build-image) is true: has an effect only when prBuilds is true',
    ],
    [
      'a promotion into the repository that triggers the pipeline',
      { configRepoName: 'my-app' },
      'must differ from appName',
    ],
    ['an invalid address', { notify: 'team' }, 'must be an e-mail address'],
    ['an address with a line break', { notify: 'a@b.co\nc' }, 'must be an e-mail address'],
  ])('refuses %s', (_, answers, rule) => {
    expect(problems(answers as Answers).join('\n')).toContain(rule);
  });
});
