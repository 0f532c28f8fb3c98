import { bringUp, untilRuns } from './world/bring-up';
import { createPair } from './world/create-pair';
import { ENGINES, engineOf, named } from './world/engine';
import type { ClusterPair } from './world/pair';
import { podProblems } from './world/pod';
import { api, describeWithCluster, step, world } from './world/with-world';
import type { Answers } from '../../../src/options/option';
import { until } from '../../support/machine/until';
import { diagnose } from '../support/diagnose';
import { change } from '../support/living-pair';

/** Changed one after the other, on the same pair. With Flux, `repoAuth` has one value. */
const CHANGES: readonly Answers[] = [
  { port: 9090 },
  { replicas: 1 },
  { replicas: 3 },
  { serviceType: 'ClusterIP' },
  { serviceType: 'LoadBalancer' },
  { loadBalancerScheme: 'internal' },
  { pollSeconds: 30 },
  { repoAuth: 'ssh' },
  { repoAuth: 'https' },
  { cluster: 'existing' },
  { compute: 'managed-nodes' },
  { syncPolicy: 'automated' },
  { autoPrune: true },
  { selfHeal: true },
  { environment: 'staging' },
  { defaultBranch: 'trunk' },
];

/** Not here: test/e2e/aws deploys stacks; there is neither EKS nor a load balancer that responds. */
const SKIPPED = /projen (?:cluster:|pipeline:|app:open)|eksctl/;

/** The generator knows the published fingerprint of the region, not that of the stand-in's host. */
const withFingerprint = (command: string) =>
  command.replace(/argocd:connect$/, `$& --fingerprint ${world.fingerprints['us-east-1']}`);

describeWithCluster.each(ENGINES)('the steps of a changed answer, in a cluster, $engine', ({ engine }) => {
  const appName = named('living', engine);
  const { title } = engineOf({ names: { engine } });
  let pair: ClusterPair;
  let digest = '';

  beforeAll(async () => {
    pair = await createPair(world, { appName, engine, region: 'us-east-1' });
    digest = await bringUp(api, pair);
  });
  afterAll(() => pair.task('config', 'app:delete', '--yes'));

  async function problems(): Promise<string[]> {
    const found = (await diagnose(pair, ['answers', 'files', 'cluster'], 'config')).problems;
    return found.map(({ where, what }) => `${where}: ${what}`);
  }

  test.each(CHANGES.filter((answers) => engine === 'argocd' || !answers.repoAuth))('%j', (answers) =>
    step(
      `${appName}: change ${JSON.stringify(answers)}`,
      {
        engine: `${title}, Kubernetes, git`,
        asserts: 'Synced and Healthy at the same digest; probes work; the doctor finds no problem',
      },
      async () => {
        const after = { ...pair.answers, ...answers };
        await change(pair, after, { skipped: SKIPPED, typed: after.repoAuth === 'ssh' ? withFingerprint : String });
        await untilRuns(api, pair, digest);
        expect(await podProblems(api, pair)).toEqual([]);
        await until('the doctor finds no problem', problems, ({ length }) => length === 0);
      },
    ),
  );

  test('leaves neither the old application nor old credentials', async () => {
    expect(await api.get(`/api/v1/namespaces/${appName}-production`)).toBeUndefined();
    const applications = await api.list('/apis/argoproj.io/v1alpha1/applications');
    expect(applications.map(({ metadata }) => metadata.name)).not.toContain(`${appName}-production`);
  });
});
