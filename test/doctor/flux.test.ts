import { readPair } from '../../src/checks';
import { kustomizationsOf } from '../../src/checks/kubernetes/kustomize';
import type { Answers } from '../../src/options/option';
import { COMMIT, diagnose, synced } from '../support/deployed-pair';
import { PairFolder, type Programs } from '../support/doctor-world';

const KUBECTL = 'kubectl --context shop --request-timeout=10s --namespace shop-production get';
const KINDS = {
  GitRepository: 'gitrepositories.source.toolkit.fluxcd.io', Kustomization: 'kustomizations.kustomize.toolkit.fluxcd.io',
};
const get = (kind: keyof typeof KINDS) => `${KUBECTL} ${KINDS[kind]} shop-production --output json`;

/** A cluster with the rendered objects, as Flux left them. */
function applied(
  pair: PairFolder, change: (objects: Record<keyof typeof KINDS, any>) => void = () => undefined,
): Programs {
  const all = kustomizationsOf(readPair(pair)).flatMap(({ objects }) => objects);
  const live = (kind: string, status: object) => ({
    ...structuredClone(all.find((object) => object.kind === kind)!.value),
    status: { conditions: [{ type: 'Ready', status: 'True' }], ...status },
  });
  const objects = {
    GitRepository: live('GitRepository', { artifact: { revision: `main@sha1:${COMMIT}` } }),
    Kustomization: live('Kustomization', { lastAppliedRevision: `main@sha1:${COMMIT}` }),
  };
  change(objects);
  return {
    ...base(),
    [get('GitRepository')]: JSON.stringify(objects.GitRepository),
    [get('Kustomization')]: JSON.stringify(objects.Kustomization),
  };
}

/** The answers of AWS and of the cluster that do not depend on the engine. */
function base(): Programs {
  return synced(new PairFolder());
}

const from = (answers: Answers, change?: Parameters<typeof applied>[1]) => {
  const pair = new PairFolder({ engine: 'flux', ...answers });
  return diagnose(pair.config, applied(pair, change));
};

test('a cluster with the rendered objects at the newest commit is right', async () => {
  const { problems, ok } = await from({});
  expect(problems).toEqual([]);
  expect(ok.filter((line) => /^cluster/.test(line)).slice(1)).toEqual([
    'cluster: The GitRepository shop-production is the rendered one.',
    'cluster: The Kustomization shop-production is the rendered one.',
    `cluster: Flux applied the newest commit of main (${COMMIT.slice(0, 7)}).`, 'cluster: The application is healthy.',
  ]);
});

test.each<[string, Answers, (objects: any) => void, string, string]>([
  [
    'another branch', {}, ({ GitRepository: { spec } }) => { spec.ref.branch = 'trunk'; },
    'The GitRepository shop-production in the cluster differs: ref.branch is "trunk", not "main".', 'npx projen app:create',
  ],
  [
    'a suspended Kustomization', {}, ({ Kustomization: { spec } }) => { spec.suspend = true; },
    'The Kustomization shop-production in the cluster differs: suspend is true, not false.', 'npx projen app:create',
  ],
  [
    'an older commit with syncPolicy: manual', {},
    ({ Kustomization: { status } }) => { status.lastAppliedRevision = `main@sha1:${'ab'.repeat(20)}`; },
    'Flux applied the commit abababa, but main is at 1f1f1f1.', 'npx projen app:diff, then npx projen app:sync',
  ],
  [
    'an older commit with syncPolicy: automated', { syncPolicy: 'automated' },
    ({ Kustomization: { status } }) => { status.lastAppliedRevision = `main@sha1:${'ab'.repeat(20)}`; },
    'Flux applied the commit abababa, but main is at 1f1f1f1.', 'Flux polls Git every 60 seconds; after that, npx projen app:status',
  ],
  [
    'a repository that Flux cannot read', {},
    ({ GitRepository: { status } }) => { status.conditions = [{ type: 'Ready', status: 'False', message: 'forbidden' }]; },
    'Flux cannot read the config repo: forbidden', 'npx projen flux:connect',
  ],
  [
    'pods that fail', {},
    ({ Kustomization: { status } }) => {
      status.conditions = [{ type: 'Ready', status: 'False', reason: 'HealthCheckFailed', message: 'timeout' }];
    },
    'Flux reports: HealthCheckFailed: timeout', 'npx projen app:status',
  ],
])('%s is a problem', async (_, answers, change, what, task) => {
  const { code, problems } = await from(answers, change);
  expect({ code, problems }).toEqual({
    code: 1, problems: [expect.objectContaining({ check: 'cluster', what, fix: expect.stringContaining(task) })],
  });
});

test.each([
  [
    'Error from server (NotFound): x "shop-production" not found', 'The Kustomization shop-production is not in the cluster.',
    'npx projen app:create',
  ],
  ['error: the server doesn\'t have a resource type "kustomizations"', 'Flux is not installed in the cluster.', 'npx projen flux:install'],
  ['Error from server (Forbidden): no', 'kubectl cannot read the Kustomization shop-production: Error from server (Forbidden): no', undefined],
])('a cluster that says %j is not checked', async (complaint, what, fix) => {
  const pair = new PairFolder({ engine: 'flux' });
  const { code, hints } = await diagnose(pair.config, {
    ...base(), [get('GitRepository')]: { problem: complaint }, [get('Kustomization')]: { problem: complaint },
  });
  const hint = expect.objectContaining({ what, ...(fix ? { fix } : {}) });
  expect({ code, hints }).toEqual({ code: 0, hints: expect.arrayContaining([hint]) });
});
