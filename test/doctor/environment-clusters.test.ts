import { readPair } from '../../src/checks';
import { kustomizationsOf } from '../../src/checks/kubernetes/kustomize';
import { Aws } from '../../src/doctor/aws/aws';
import { quotaResults } from '../../src/doctor/aws/quotas';
import { regionResults } from '../../src/doctor/aws/region';
import { resolveOptions } from '../../src/options/resolve';
import { COMMIT, diagnose, synced } from '../support/deployed-pair';
import { PairFolder, type Programs } from '../support/doctor-world';

const ENVIRONMENTS = [{ name: 'dev' }, { name: 'production', clusterName: 'live', region: 'eu-west-1' }];
const VERSIONS = '{"clientVersion": {"gitVersion": "v1.36.1"}, "serverVersion": {"gitVersion": "v1.36.2-eks-1"}}';
const kubectl = (context: string) => `kubectl --context ${context} --request-timeout=10s`;
const getting = (context: string, name: string) =>
  `${kubectl(context)} --namespace argocd get applications.argoproj.io ${name} --output json`;

/** Two clusters, each with the Application of its environment. */
function bothSynced(pair: PairFolder, place: Readonly<Record<string, string>>): Programs {
  const applications = kustomizationsOf(readPair(pair)).flatMap(({ objects }) => objects)
    .filter(({ kind }) => kind === 'Application');
  return {
    ...synced(pair),
    [`${kubectl('live')} version`]: VERSIONS,
    ...Object.fromEntries(applications.map(({ name, value }) => [getting(place[name], name), JSON.stringify({
      ...value, status: { sync: { status: 'Synced', revision: COMMIT }, health: { status: 'Healthy' } },
    })])),
  };
}

test('checks each application in the cluster of its environment', async () => {
  const pair = new PairFolder({ environments: ENVIRONMENTS });
  const { problems, ok, hints } = await diagnose(pair.config, bothSynced(pair, { 'shop-dev': 'shop', 'shop-production': 'live' }));
  expect(problems).toEqual([]);
  expect(hints.filter(({ check }) => check === 'cluster')).toEqual([]);
  expect(ok).toEqual(expect.arrayContaining([
    'cluster: The cluster responds (context shop, Kubernetes 1.36.2-eks-1).',
    'cluster: The cluster responds (context live, Kubernetes 1.36.2-eks-1).',
    'cluster: The application shop-dev is Healthy.', 'cluster: The application shop-production is Healthy.',
  ]));
});

test('an application in the wrong cluster does not count', async () => {
  const pair = new PairFolder({ environments: ENVIRONMENTS });
  const problem = 'Error from server (NotFound): applications.argoproj.io "shop-production" not found';
  const programs = { ...bothSynced(pair, { 'shop-dev': 'shop', 'shop-production': 'shop' }), [getting('live', 'shop-production')]: { problem } };
  const { hints } = await diagnose(pair.config, programs);
  expect(hints).toContainEqual({
    check: 'cluster',
    what: 'The Application shop-production does not exist in the cluster.',
    fix: 'npx projen app:create --env production',
  });
});

test.each([
  ['argocd', 'Argo CD', 'applications.argoproj.io shop-production'],
  ['flux', 'Flux', 'gitrepositories.source.toolkit.fluxcd.io shop-production'],
])('names the task that installs %s in the cluster that lacks it', async (engine, title, object) => {
  const pair = new PairFolder({ environments: ENVIRONMENTS, engine });
  const namespace = engine === 'flux' ? 'shop-production' : 'argocd';
  const { hints } = await diagnose(pair.config, {
    ...synced(new PairFolder()),
    [`${kubectl('live')} version`]: VERSIONS,
    [`${kubectl('live')} --namespace ${namespace} get ${object}`]: { problem: 'error: the server doesn\'t have a resource type "x"' },
  });
  expect(hints).toContainEqual({
    check: 'cluster', what: `${title} is not installed in the cluster.`, fix: `npx projen ${engine}:install --env production`,
  });
});

test('names the task that connects to a cluster that does not respond', async () => {
  const pair = new PairFolder({ environments: ENVIRONMENTS });
  const programs = bothSynced(pair, { 'shop-dev': 'shop', 'shop-production': 'live' });
  const { hints, ok } = await diagnose(pair.config, { ...programs, [`${kubectl('live')} version`]: { problem: 'i/o timeout' } });
  expect(hints).toContainEqual({
    check: 'cluster',
    what: 'The cluster does not respond (context live): i/o timeout',
    fix: 'npx projen cluster:connect --env production',
  });
  expect(ok).toContain('cluster: The application shop-dev is Healthy.');
});

describe('before the first step', () => {
  const subjectOf = (environments: object[], answer: (words: string, region: string) => string | undefined) => {
    const options = resolveOptions({ appName: 'shop', region: 'eu-central-1', environments });
    const run = async (_: string, words: readonly string[], env: NodeJS.ProcessEnv) => {
      const stdout = answer(words.join(' '), env.AWS_REGION ?? '');
      return stdout === undefined ? { code: 254, stdout: '', stderr: 'not found' } : { code: 0, stdout, stderr: '' };
    };
    const subject = { options, world: { run, env: {} } } as never;
    return [subject, new Aws(subject)] as const;
  };

  test('requires that the account has enabled the region of each cluster', async () => {
    const results = await regionResults(...subjectOf(ENVIRONMENTS, (words) => words.includes('eu-west-1') ? 'not-opted-in' : 'opted-in'));
    expect(results.map(({ status, what }) => [status, what])).toEqual([
      ['ok', 'The region eu-central-1 is enabled.'], ['problem', 'The account has not enabled the region eu-west-1.'],
    ]);
  });

  /** Each region has a quota of five VPCs, of which four are used, and room for anything else. */
  const quotas = (words: string) =>
    words.includes('L-F678F1CE') ? '5' : words.includes('describe-vpcs') ? '4' : words.includes('describe-cluster') ? undefined
      : words.includes('get-service-quota') ? '100' : '0';

  test('compares the clusters of a region with the quotas of that region', async () => {
    expect(await quotaResults(...subjectOf(ENVIRONMENTS, quotas))).toEqual([
      expect.objectContaining({ status: 'ok' }), expect.objectContaining({ status: 'ok' }),
    ]);
    const sameRegion = [{ name: 'dev' }, { name: 'production', clusterName: 'live' }];
    expect(await quotaResults(...subjectOf(sameRegion, quotas))).toEqual([expect.objectContaining({
      status: 'problem', what: 'The quota is 5, 4 are used, and 2 new clusters need 2.',
    })]);
  });

  test('asks for the increase in the region that lacks it', async () => {
    const answer = (words: string, region: string) => words.includes('describe-vpcs') && region === 'eu-west-1' ? '5' : quotas(words);
    expect(await quotaResults(...subjectOf(ENVIRONMENTS, answer))).toContainEqual(expect.objectContaining({
      status: 'problem', fix: expect.stringContaining('--region eu-west-1 '),
    }));
  });
});
