import { readPair } from '../../src/checks';
import { kustomizationsOf } from '../../src/checks/kubernetes/kustomize';
import { diagnose, synced, COMMIT } from '../support/deployed-pair';
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
