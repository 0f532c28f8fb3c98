import { changedAnswers, describeChanges, refusedChanges, stepsOf } from '../../src/options/changes/plan';
import { CHANGES } from '../../src/options/changes/table';
import type { Answers, Option } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { OPTIONS } from '../../src/options/table';
import { taskName } from '../../src/project/tasks';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { renderPair } from '../support/render-pair';

const BEFORE = resolveOptions({ appName: 'shop' });
const after = (answers: Answers) => resolveOptions({ appName: 'shop', ...answers });
const actsOf = (answers: Answers, before: Answers = {}) =>
  stepsOf(after(before), after({ ...before, ...answers })).map(({ where, act }) => `${where}: ${act}`);
const refused = (answers: Answers, before: Answers = {}) =>
  refusedChanges(after(before), after({ ...before, ...answers })).map(({ option }) => option);

const MANAGED = {
  engine: 'argocd-managed',
  identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
  argocdAdmin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
};

test('every option says what its change means: steps or a refusal', () => {
  expect(Object.keys(CHANGES).sort()).toEqual(OPTIONS.map(({ name }) => name).sort());
  const silent = OPTIONS.filter(({ name, choices }) => {
    const { effect, steps, refusal } = CHANGES[name as keyof typeof CHANGES];
    return effect.length < 20 || (steps.length === 0 && !refusal && choices?.length !== 1);
  });
  expect(silent).toEqual([]);
});

test('every name in a text is an option, and every step belongs to values that exist', () => {
  const names = OPTIONS.map(({ name }) => name);
  const wrong = Object.entries(CHANGES).flatMap(([option, { effect, steps, refusal }]) => {
    const texts = [effect, refusal?.instead ?? '', ...steps.flatMap(({ act, why }) => [act, why])];
    const unknown = texts
      .flatMap((text) => [...text.matchAll(/\{(?:old\.)?([^}"]*)\}/g)].map(([, name]) => name))
      .filter((name) => !names.includes(name));
    const row = OPTIONS.find(({ name }) => name === option) as Option;
    const values = steps
      .flatMap(({ from = [], to = [] }) => [...from, ...to])
      .filter((value) => row.choices && !row.choices.some((choice) => choice.value === value));
    const others = steps
      .flatMap(({ when = [] }) => when)
      .filter(({ option: name }) => !names.includes(name))
      .map(({ option: name }) => name);
    return [...unknown, ...values, ...others].map((text) => `${option}: ${String(text)}`);
  });
  expect(wrong).toEqual([]);
});

test('every task in a step exists in the repository that the step names', () => {
  const pairs = PAIRWISE_ANSWERS.map((answers) => renderPair(answers));
  const tasksOf = (repo: string) =>
    new Set(
      pairs.flatMap((files) => files.filter((file) => file.repo === repo).flatMap(({ path }) => taskName(path) ?? [])),
    );
  const tasks = { app: tasksOf('app'), config: tasksOf('config'), both: tasksOf('app'), pair: new Set(['doctor']) };
  const steps = Object.values(CHANGES).flatMap((change) => [...change.steps]);
  const missing = steps.flatMap(({ where, act }) =>
    [...act.matchAll(/npx projen ([a-z:-]+)/g)]
      .filter(([, task]) => !tasks[where].has(task))
      .map(([, task]) => `${where}: ${task}`),
  );
  expect(missing).toEqual([]);
});

test('an option that an older release did not have is not a change', () => {
  expect(changedAnswers({ appName: 'shop' }, BEFORE)).toEqual([]);
  expect(describeChanges({ appName: 'shop' }, BEFORE, 'app', false)).toBeUndefined();
});

test.each<[answers: Answers, before: Answers, expected: string[]]>([
  [{ appName: 'store', configRepoName: 'shop-k8s-config' }, {}, ['appName']],
  [{ region: 'eu-west-1' }, {}, ['region']],
  [{ configRepoName: 'deploy' }, {}, ['configRepoName']],
  [{ accountId: '111122223333' }, {}, []],
  [{ accountId: '' }, { accountId: '111122223333' }, []],
  [{ accountId: '444455556666' }, { accountId: '111122223333' }, ['accountId']],
  [{ compute: 'managed-nodes' }, {}, ['compute']],
  [{ compute: 'managed-nodes', clusterName: 'second' }, {}, []],
  [{ compute: 'managed-nodes' }, { cluster: 'existing' }, []],
  [{ kubernetesVersion: '1.35' }, {}, ['kubernetesVersion']],
  [{ environment: 'staging' }, MANAGED, ['environment']],
  [{ environment: 'staging', ...MANAGED }, {}, []],
  [{ kubernetesVersion: '1.36' }, { kubernetesVersion: '1.35' }, []],
])('%j after %j refuses %j', (answers, before, expected) => {
  expect(refused(answers, before).filter((option) => option !== 'clusterName')).toEqual(expected);
});

test('a refusal says the answer before, the reason and what to do', () => {
  expect(refusedChanges(BEFORE, after({ kubernetesVersion: '1.35' }))).toEqual([
    {
      option: 'kubernetesVersion',
      value: '1.35',
      rule: expect.stringMatching(/^must stay "1\.36": a cluster .* Instead: keep 1\.36; or change clusterName/),
    },
  ]);
});

test('the steps of a new environment name the old application in its commands', () => {
  const acts = actsOf({ environment: 'staging' });
  expect(acts[0]).toBe('app: `npx projen pipeline:deploy`');
  expect(acts.slice(-2)).toEqual([
    // In this order: without its project, Argo CD cannot delete the resources of an application.
    expect.stringContaining(
      '`kubectl --context shop --namespace argocd delete application shop-production`, ' +
        '`kubectl --context shop --namespace argocd delete appproject shop-production`',
    ),
    'config: `git rm -r k8s/overlays/production`, commit and push',
  ]);
});

test('steps follow the new value and the other answers', () => {
  expect(actsOf({ iac: 'cdk' }).join()).toContain('infra:deploy');
  expect(actsOf({ iac: 'cloudformation' }, { iac: 'cdk' }).join()).toContain('repos:deploy');
  expect(actsOf({ architecture: 'arm64' }).join()).toContain('nodepool.yaml');
  expect(actsOf({ architecture: 'arm64' }, { compute: 'managed-nodes' }).join()).not.toContain('nodepool.yaml');
  expect(actsOf({ clusterName: 'second' }).at(-1)).toBe(
    'config: `eksctl delete cluster --region us-east-1 --name shop --wait`',
  );
  expect(actsOf({ clusterName: 'second' }, { cluster: 'existing' }).join()).not.toContain('eksctl');
});

test('one replica prunes the PodDisruptionBudget, without which app:sync would fail', () => {
  expect(actsOf({ replicas: 1 })).toContain('config: `npx projen app:sync --prune`');
  expect(actsOf({ replicas: 3 }).join()).not.toContain('--prune');
});

test.each<[Answers, Answers, RegExp[]]>([
  [
    { engine: 'flux' },
    {},
    [
      /--namespace argocd patch application shop-production .*"finalizers": null/,
      /delete application,appproject shop-production/,
      /repos:deploy/, /delete secret repository-shop-production/, /flux:install`, `npx projen flux:connect/, /app:create/, /app:sync/,
      /app:adopt --from argocd-controller/, /delete namespace argocd/,
    ],
  ],
  [
    {},
    { engine: 'flux' },
    [
      /patch kustomizations\.kustomize\.toolkit\.fluxcd\.io shop-production .*"deletionPolicy": "Orphan"/,
      /delete kustomizations\..*,gitrepositories\..* shop-production/, /delete-pod-identity-association/,
      /repos:deploy/, /argocd:install`, `npx projen argocd:connect/, /connection\.yaml/, /app:create/, /app:sync/,
      /app:adopt --from kustomize-controller/, /delete namespace flux-system/,
    ],
  ],
])('the engine changes to %j after %j: the old engine lets go before the new one adopts', (answers, before, expected) => {
  const acts = stepsOf(after(before), after(answers)).map(({ act }) => act);
  expect(acts).toEqual([...expected.map((text) => expect.stringMatching(text)), ...acts.slice(expected.length)]);
  expect(acts.slice(expected.length).join()).not.toMatch(/install|delete/);
});

test('a step that several changes share is done once', () => {
  expect(actsOf({ trigger: 'commit', scanGate: 'high', retainData: true })).toEqual([
    'app: `npx projen pipeline:deploy`',
  ]);
});

test('a synth prints the change, its effect, and the steps with their places in order', () => {
  const text = describeChanges(BEFORE, after({ port: 9090 }), 'app', false) as string;
  expect(text).toContain('  port: 8080 → 9090. Pods listen on another port.');
  expect(text).toContain('  1. here: npx projen pair:sync\n');
  expect(text).toContain('  3. in ../shop-k8s-config: npx projen app:diff, npx projen app:sync\n');
  expect(describeChanges(BEFORE, after({ port: 9090 }), 'config', true)).toMatch(
    /\n  2\. here: npx projen app:diff.*\n.*$/,
  );
});

test('a change to the managed Argo CD stops the other one first and deletes it last', () => {
  const acts = actsOf(MANAGED).map((act) => act.replace(/`/g, ''));
  const order = [
    /^config: kubectl .* scale statefulset\/argocd-application-controller .*--replicas 0$/, /^app: npx projen repos:deploy$/,
    /^config: kubectl .* delete secret repository-shop-production$/, /^config: npx projen argocd:install$/,
    /^config: npx projen app:create$/, /^config: npx projen app:diff, npx projen app:sync$/,
    /^config: kubectl .* delete deployment,statefulset,service,networkpolicy --selector /,
  ].map((pattern) => acts.findIndex((act) => pattern.test(act)));
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(order).not.toContain(-1);
  expect(acts.join()).not.toMatch(/delete (crd|namespace)|argocd:deploy|connect/);
  expect(actsOf({ ...MANAGED, cluster: 'existing' }, { cluster: 'existing' })).toContain('app: `npx projen argocd:deploy`');
});

test('the new engine is not asked to change answers that it did not have before', () => {
  expect(actsOf(MANAGED).join()).not.toMatch(/eksctl (delete|update) capability/);
});

test.each([
  ['create', 'eksctl delete capability --region us-east-1 --cluster shop --name argocd'],
  ['existing', 'aws cloudformation delete-stack --region us-east-1 --stack-name argocd-shop'],
])('a change from the managed Argo CD (cluster: %s) deletes the capability before its role and before the other one', (cluster, deletes) => {
  const acts = actsOf({ engine: 'argocd', repoAuth: 'https', identityCenterArn: '', argocdAdmin: '', identityCenterRegion: '' },
    { ...MANAGED, cluster }).map((act) => act.replace(/`/g, ''));
  const order = [
    deletes, 'repos:deploy', 'delete secret in-cluster', 'argocd:install, npx projen argocd:connect', 'app:create', 'app:sync',
  ].map((words) => acts.findIndex((act) => act.includes(words)));
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(order).not.toContain(-1);
});
