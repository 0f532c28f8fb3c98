import { stepsOf } from '../../src/options/changes/plan';
import type { Answers } from '../../src/options/option';
import { problemsOf, resolveOptions } from '../../src/options/resolve';

const PAIR = { appName: 'shop', region: 'eu-central-1' };
const environmentsOf = (environments: unknown, more: Answers = {}) =>
  resolveOptions({ ...PAIR, environments, ...more }).environments;
const clustersOf = (environments: unknown) =>
  environmentsOf(environments).map(({ name, clusterName, region }) => ({ name, clusterName, region }));

test('an environment has the cluster of the pair, or one of its own in the same or another region', () => {
  expect(clustersOf([
    'dev', { name: 'staging', clusterName: 'staging' }, { name: 'production', clusterName: 'live', region: 'EU West 1' },
  ])).toEqual([
    { name: 'dev' }, { name: 'staging', clusterName: 'staging' },
    { name: 'production', clusterName: 'live', region: 'eu-west-1' },
  ]);
});

test('each environment may have a cluster of its own: the pipeline is in a region without clusters', () => {
  const environments = [{ name: 'dev', clusterName: 'early', region: 'eu-west-1' }, { name: 'live', clusterName: 'live', region: 'eu-north-1' }];
  expect(clustersOf(environments)).toEqual(environments);
});

test('the cluster of the pair is the same answer as none: records of earlier releases have none', () => {
  const [own] = environmentsOf([{ name: 'dev', clusterName: 'shop', region: 'eu-central-1' }]);
  expect(own).toEqual(environmentsOf(['dev'])[0]);
  expect(Object.keys(own)).not.toContain('clusterName');
});

test('an existing cluster may have a name that eksctl refuses for a new one', () => {
  const environments = ['dev', { name: 'live', clusterName: 'live_1' }];
  expect(environmentsOf(environments, { cluster: 'existing' })[1].clusterName).toBe('live_1');
  expect(problemsOf({ ...PAIR, environments })).toEqual([
    expect.objectContaining({ rule: expect.stringMatching(/must not set clusterName to "live_1" in "live": it must have .* eksctl refuses/) }),
  ]);
});

const LIVE = { name: 'live', clusterName: 'live' };

test.each<[environments: unknown[], rule: RegExp, more?: Answers]>([
  [
    [{ name: 'dev' }, { name: 'live', region: 'eu-west-1' }],
    /region to "eu-west-1" in "live": the cluster shop is in eu-central-1; set another clusterName/,
  ],
  [
    ['dev', LIVE, { ...LIVE, name: 'audit', region: 'eu-west-1' }],
    /region to "eu-west-1" in "audit": the cluster live is in eu-central-1/,
  ],
  [['dev', { ...LIVE, region: 'cn-north-1' }], /region to "cn-north-1" in "live": it is in the partition aws-cn, and the pair is in aws;/],
  [['dev', { ...LIVE, region: 'mars-1' }], /must not set region to "mars-1" in "live": it must be an AWS region that has CodeCommit/],
  [['dev', { ...LIVE, clusterName: 'Shop' }], /clusterName to "Shop" in "live": it differs from shop only in case/],
  [['dev', { ...LIVE, clusterName: 'aux' }], /clusterName to "aux" in "live": Windows reserves this name/],
  [['dev', LIVE], /must not set clusterName in "live" when repoAuth is ssh: .* answer https/, { repoAuth: 'ssh' }],
])('refuses %j: %s', (environments, rule, more = {}) => {
  const problems = problemsOf({ ...PAIR, environments, ...more });
  expect(problems.map((problem) => problem.rule)).toEqual([expect.stringMatching(rule)]);
});

test('repoAuth: ssh stays possible for environments in the cluster of the pair', () => {
  expect(problemsOf({ ...PAIR, environments: ['dev', { name: 'live', clusterName: 'shop' }], repoAuth: 'ssh' })).toEqual([]);
});

describe('the steps of a change', () => {
  const actsOf = (before: unknown, after: unknown, more: Answers = {}) => {
    const [old, now] = [before, after].map((environments) => resolveOptions({ ...PAIR, environments, ...more }));
    return stepsOf(old, now).map(({ act }) => act);
  };

  test('bring up a new cluster before its environment, and delete the old application after it', () => {
    const acts = actsOf(['dev', 'live'], ['dev', LIVE]);
    const at = (words: string) => acts.findIndex((act) => act.includes(words));
    expect(at('cluster:create --env NAME')).toBeGreaterThan(-1);
    expect(at('cluster:create --env NAME')).toBeLessThan(at('argocd:connect --env NAME'));
    expect(at('argocd:connect --env NAME')).toBeLessThan(at('app:create --env NAME'));
    expect(at('app:create --env NAME')).toBeLessThan(at('KUBE_CONTEXT=OLD npx projen app:delete --env NAME'));
    expect(actsOf(['dev', 'live'], ['dev', LIVE], { engine: 'flux', cluster: 'existing' }).join()).toMatch(
      /cluster:connect --env NAME.*flux:install --env NAME/,
    );
  });

  test('end with the deletion of a cluster that no environment has any more', () => {
    expect(actsOf(['dev', LIVE], ['dev', 'live']).join()).toContain('eksctl delete cluster --region REGION --name CLUSTER');
  });

  test('name no clusters for environments in the cluster of the pair', () => {
    expect(actsOf(['dev', 'live'], ['dev', 'test', 'live']).join()).not.toMatch(/cluster:|eksctl|OLD/);
  });
});
