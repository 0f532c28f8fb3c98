import { readPair } from '../../src/checks';
import { kustomizationsOf } from '../../src/checks/kubernetes/kustomize';
import { COMMIT, NO_STACK, SIGNED_IN, diagnose, synced } from '../support/deployed-pair';
import { PairFolder, type Programs } from '../support/doctor-world';

const ANSWERS = { environments: ['dev', 'production'] };
const commandFor = (name: string) =>
  `kubectl --context shop --request-timeout=10s --namespace argocd get applications.argoproj.io ${name} --output json`;

/** A cluster with the rendered Applications of both environments, as Argo CD left them. */
function bothSynced(pair: PairFolder): Programs {
  const applications = kustomizationsOf(readPair(pair)).flatMap(({ objects }) => objects)
    .filter(({ kind }) => kind === 'Application');
  return {
    ...synced(pair),
    ...Object.fromEntries(applications.map(({ name, value }) => [commandFor(name), JSON.stringify({
      ...value, status: { sync: { status: 'Synced', revision: COMMIT }, health: { status: 'Healthy' } },
    })])),
  };
}

test('checks the application of each environment', async () => {
  const pair = new PairFolder(ANSWERS);
  const { problems, ok } = await diagnose(pair.config, bothSynced(pair));
  expect(problems).toEqual([]);
  expect(ok).toEqual(expect.arrayContaining(['dev', 'production'].flatMap((name) => [
    `cluster: The Application shop-${name} matches the rendered one.`,
    `cluster: The cluster matches Git (shop-${name}).`,
    `cluster: The application shop-${name} is Healthy.`,
  ])));
});

test('names the task with the environment that lacks an application', async () => {
  const pair = new PairFolder(ANSWERS);
  const problem = 'Error from server (NotFound): applications.argoproj.io "shop-production" not found';
  const { hints } = await diagnose(pair.config, { ...bothSynced(pair), [commandFor('shop-production')]: { problem } });
  expect(hints).toContainEqual({
    check: 'cluster',
    what: 'The Application shop-production does not exist in the cluster.',
    fix: 'npx projen app:create --env production',
  });
});

test('checks both objects of Flux of each environment', async () => {
  const pair = new PairFolder({ ...ANSWERS, engine: 'flux' });
  const kinds = {
    GitRepository: 'gitrepositories.source.toolkit.fluxcd.io', Kustomization: 'kustomizations.kustomize.toolkit.fluxcd.io',
  } as const;
  const ready = [{ type: 'Ready', status: 'True' }];
  const live = kustomizationsOf(readPair(pair)).flatMap(({ objects }) => objects).filter(({ kind }) => kind in kinds)
    .map(({ kind, name, value }) => [
      `kubectl --context shop --request-timeout=10s --namespace ${name} get ${kinds[kind as keyof typeof kinds]} ${name} --output json`,
      JSON.stringify({ ...value, status: { lastAppliedRevision: `main@sha1:${COMMIT}`, conditions: ready } }),
    ]);
  expect(live).toHaveLength(4);
  const { problems, ok } = await diagnose(pair.config, { ...clusterOf(COMMIT), ...Object.fromEntries(live) });
  expect(problems).toEqual([]);
  expect(ok).toEqual(expect.arrayContaining(['dev', 'production'].flatMap((name) => [
    `cluster: The GitRepository shop-${name} is the rendered one.`,
    `cluster: The Kustomization shop-${name} is the rendered one.`,
    `cluster: The application shop-${name} is healthy.`,
  ])));
});

/** A cluster that answers, and the newest commit in CodeCommit. */
function clusterOf(tip: string): Programs {
  return {
    ...SIGNED_IN,
    'aws cloudformation describe-stacks': NO_STACK,
    'aws codecommit get-branch --repository-name shop-k8s-config --branch-name main ': `${tip}\n`,
    'kubectl --context shop --request-timeout=10s version':
      '{"clientVersion": {"gitVersion": "v1.36.1"}, "serverVersion": {"gitVersion": "v1.36.2-eks-1"}}',
  };
}
