import type { Answers } from '../../src/options/option';
import { fileIn, nameOf, renderPair } from '../support/render-pair';

const ENVIRONMENTS = [
  'dev', { name: 'staging' }, { name: 'production', clusterName: 'live', region: 'eu-west-1' },
  { name: 'audit', clusterName: 'live', region: 'eu-west-1', promotion: 'manual' },
];
const ANSWERS = { appName: 'shop', region: 'eu-central-1', environments: ENVIRONMENTS };
const eksctlFiles = (answers: Answers) => renderPair(answers).map(nameOf).filter((name) => name.endsWith('eksctl.yaml'));
const eksctl = (answers: Answers, folder = '') => fileIn(renderPair(answers), `config/cluster/${folder}eksctl.yaml`).content;

describe.each(['auto-mode', 'managed-nodes'])('compute: %s', (compute) => {
  test('each cluster has its own eksctl configuration, which differs in name, region and environments alone', () => {
    const answers = { ...ANSWERS, compute };
    expect(eksctlFiles(answers)).toEqual(['config/cluster/eksctl.yaml', 'config/cluster/live/eksctl.yaml']);
    const [shop, live] = [eksctl(answers), eksctl(answers, 'live/')];
    expect(live).toMatch(/^# The cluster of these environments: \[production, audit\]\./);
    expect(live).toMatch(/^ {2}name: live\n {2}region: eu-west-1\n/m);
    expect(shop).toMatch(/^# The cluster of these environments: \[dev, staging\]\./);
    expect(shop).toMatch(/^ {2}name: shop\n {2}region: eu-central-1\n/m);
    const common = (text: string) => text.replace(/these environments: .*?\]|name: (shop|live)\n|region: \S+/g, '');
    expect(common(live)).toBe(common(shop));
  });

  test('environments that share the cluster of the pair have the configuration of a pair with one environment', () => {
    const shared = { appName: 'shop', compute, environments: ['dev', { name: 'production', clusterName: 'shop', region: 'us-east-1' }] };
    expect(eksctlFiles(shared)).toEqual(['config/cluster/eksctl.yaml']);
    expect(eksctl(shared).replace('environment: shared', 'environment: production')).toBe(eksctl({ appName: 'shop', compute }));
  });
});

test('the cluster of the pair has no configuration if each environment has another one', () => {
  const environments = [{ name: 'live', clusterName: 'live', region: 'eu-west-1' }];
  expect(eksctlFiles({ ...ANSWERS, environments })).toEqual(['config/cluster/live/eksctl.yaml']);
  const tasks = fileIn(renderPair({ ...ANSWERS, environments }), 'config/scripts/lib/environments.sh').content;
  expect(tasks).toContain('CLUSTER=live\n      CLUSTER_REGION=eu-west-1\n      CLUSTER_CONFIG=cluster/live/eksctl.yaml\n');
});

test('a cluster with one environment has its name as a tag, for the costs', () => {
  const environments = ['dev', { name: 'production', clusterName: 'live' }];
  expect(eksctl({ appName: 'shop', environments }, 'live/')).toContain('gitops-eks/environment: production\n');
});

test('the READMEs describe the cluster of the first environment', () => {
  const environments = [{ name: 'dev', clusterName: 'early', region: 'eu-west-1' }, 'live'];
  const files = renderPair({ ...ANSWERS, environments, engine: 'flux' });
  for (const repo of ['app', 'config']) {
    const { content } = fileIn(files, `${repo}/README.md`);
    expect(content).toContain('EKS cluster early');
    expect(content).not.toMatch(/EKS cluster shop|--context shop /);
  }
  expect(fileIn(files, 'app/README.md').content).toContain('`cluster/early/eksctl.yaml`');
});

test('a pair for existing clusters has no eksctl configuration', () => {
  expect(eksctlFiles({ ...ANSWERS, cluster: 'existing' })).toEqual([]);
});

test.each(['argocd', 'flux'])('with %s, images and the repository stay in the region of the pair', (engine) => {
  const manifests = renderPair({ ...ANSWERS, engine, accountId: '111122223333' })
    .filter(({ path }) => /^(k8s|argocd|flux)\//.test(path)).map(({ content }) => content).join('\n');
  expect(manifests).toContain('111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop');
  expect(manifests).toContain('git-codecommit.eu-central-1.amazonaws.com/');
  expect(manifests).not.toContain('eu-west-1');
});

test('each Argo CD deploys to the cluster that it runs in', () => {
  const servers = renderPair(ANSWERS).filter(({ path }) => path.endsWith('/application.yaml'))
    .flatMap(({ content }) => [...content.matchAll(/server: (\S+)/g)].map(([, server]) => server));
  expect(servers).toEqual(Array.from({ length: 4 }, () => 'https://kubernetes.default.svc'));
});

test.each([
  ['argocd', {}], ['flux', {}], ['flux', { compute: 'managed-nodes' }], ['argocd', { cluster: 'existing', compute: 'managed-nodes' }],
])('messages of tasks name the environment of a task for its cluster, with %s and %j', (engine, more) => {
  const messages = renderPair({ ...ANSWERS, engine, ...more })
    .filter(({ repo, path }) => repo === 'config' && path.endsWith('.sh'))
    .flatMap(({ path, content }) => content.split('\n').filter((line) => !/^\s*#/.test(line)).flatMap((line) =>
      [...line.matchAll(/npx projen (?:cluster|argocd|flux|app):[a-z]+(?<flags>(?: --\S+(?: \$?\w+)?)*)/g)]
        .map(({ 0: text, groups }) => ({ path, text, flags: groups!.flags }))));
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter(({ flags }) => !flags.includes(' --env '))).toEqual([]);
});

test('the stacks of the pipeline are the same for any clusters', () => {
  const stacks = (environments: unknown) => renderPair({ ...ANSWERS, environments })
    .filter(({ repo, path }) => repo === 'app' && path.startsWith('infra/')).map(({ content }) => content);
  expect(stacks(ENVIRONMENTS)).toEqual(stacks(['dev', 'staging', 'production', { name: 'audit', promotion: 'manual' }].map((one, at) =>
    at === 2 ? { name: 'production', promotion: 'commit' } : one)));
});
