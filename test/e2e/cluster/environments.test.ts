import { connect, installEngine, untilRuns } from './world/bring-up';
import { ENGINES, engineOf, named } from './world/engine';
import { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';
import { type Patience, until } from '../../support/machine/until';
import { pageOf } from '../aws/page';

const NAMES = ['dev', 'staging', 'production'] as const;
type Name = (typeof NAMES)[number];

const NO_IMAGE = `none@sha256:${'0'.repeat(64)}`;

/** For a build and its promotions together. */
const PATIENCE: Patience = { seconds: 300 };

/** Each engine with a pair, and with one repository, whose environments have branches of their own. */
const CASES = [
  ...ENGINES.map((answers) => ({ ...answers, layout: 'pair' })),
  { ...ENGINES[1], layout: 'single' },
] as const;

describeWithCluster.each(CASES)('from dev to production in one cluster, $engine, layout $layout', (answers) => {
  let pair: ClusterPair;
  let [first, second] = ['', ''];
  const digestOf = (image: string) => image.split('@')[1];
  const runs = (name: Name, image: string) => untilRuns(api, pair.inEnvironment(name), digestOf(image));
  /** The image of an environment in Git; of zeros without one. */
  const imageIn = async (name: Name) => {
    const seen = pair.inEnvironment(name);
    return await seen.configTip() === '' ? NO_IMAGE : seen.promotedImage();
  };
  const title = () => `${engineOf(pair).title}${answers.layout === 'single' ? ', one repository' : ''}`;
  const engine = () => `docker, docker-registry, ${engineOf(pair).title}, Kubernetes`;
  const where = () => ['--repository-name', pair.configName];
  const open = async (): Promise<string[]> =>
    (await pair.aws('codecommit', 'list-pull-requests', ...where(), '--pull-request-status', 'OPEN')).pullRequestIds;

  /** Waits until dev and staging have another image and production has a pull request. Returns the image. */
  async function promoted(before: string): Promise<string> {
    try {
      await until(
        // One after the other: both read Git in the same clone.
        'an image in dev and staging', async () => [await imageIn('dev'), await imageIn('staging')],
        ([dev, staging]) => dev !== before && dev === staging && !/:0{64}$/.test(dev), PATIENCE,
      );
      await until('a pull request for production', open, ({ length }) => length === 1, PATIENCE);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${await pair.task('app', 'pipeline:status')}`);
    }
    return imageIn('dev');
  }

  async function mergeForProduction(): Promise<void> {
    const [id] = await open();
    // The branch of a pair moves with each promotion of another environment.
    const how = answers.layout === 'single' ? 'fast-forward' : 'squash';
    await pair.aws('codecommit', `merge-pull-request-by-${how}`, '--pull-request-id', id, ...where());
  }

  /** The pods of an environment, by uid. */
  async function podsOf(name: Name): Promise<string[]> {
    const pods = await api.list(`/api/v1/namespaces/${pair.inEnvironment(name).names.namespace}/pods`);
    return pods.filter(({ metadata }) => !metadata.deletionTimestamp).map(({ metadata }) => metadata.uid).sort();
  }

  test('the first image reaches dev and staging, and waits for a review before production', async () => {
    pair = new ClusterPair(world, {
      ...answers,
      appName: named(answers.layout === 'single' ? 'one-stages' : 'stages', answers.engine),
      region: 'us-east-1',
      environments: NAMES,
      prBuilds: false,
    });
    await step(
      `environments: the first image, ${title()}`,
      { engine: engine(), asserts: 'dev and staging run the digest of one execution; app:create refuses production, which has no image' },
      async () => {
        await pair.generate();
        await pair.deployRepositories();
        const before = await imageIn('dev');
        await pair.task('app', 'pipeline:deploy');
        await pair.task('app', 'pipeline:run');
        first = await promoted(before);
        await installEngine(api, pair);
        await connect(pair);
        await pair.task('config', 'app:create', '--env', 'dev');
        await pair.task('config', 'app:create', '--env', 'staging');
        await runs('dev', first);
        await runs('staging', first);
        const refused = await pair.attempt('config', 'app:create', '--env', 'production');
        expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('npx projen promote --to production') });
      },
    );
  });

  test('after the merge of its pull request, production runs it, too', async () => {
    await step(
      `environments: production after a review, ${title()}`,
      { engine: engine(), asserts: 'syncPolicy: manual waits for app:sync; then production runs the digest of staging' },
      async () => {
        await mergeForProduction();
        await pair.well('config', 'git', 'pull', '--quiet', '--ff-only', 'origin', pair.branch);
        await pair.task('config', 'app:create', '--env', 'production');
        expect(await podsOf('production')).toEqual([]);
        await pair.task('config', 'app:sync', '--env', 'production');
        await runs('production', first);
      },
    );
  });

  test('the next commit replaces the pods of dev and staging, and those of production after its review', async () => {
    await step(
      `environments: a commit goes through all of them, ${title()}`,
      { engine: engine(), asserts: 'production keeps its pods, by uid, until its pull request is merged and synced' },
      async () => {
        const kept = await podsOf('production');
        pair.change('app', 'server.js', '\'deepskyblue\'', '\'lightskyblue\'');
        await pair.push('app', 'Another color');
        await pair.task('app', 'pipeline:run');
        second = await promoted(first);
        await runs('dev', second);
        await runs('staging', second);
        expect(await pageOf(pair, second)).toContain('background-color: lightskyblue;');
        expect(await podsOf('production')).toEqual(kept);
        await mergeForProduction();
        await pair.task('config', 'app:sync', '--env', 'production');
        await runs('production', second);
        expect(await podsOf('production')).not.toEqual(kept);
      },
    );
  });

  test('one environment is rolled back alone', async () => {
    await step(
      `environments: app:rollback of production, ${title()}`,
      { engine: engine(), asserts: 'production runs the first digest; dev and staging keep their pods, by uid' },
      async () => {
        const kept = [await podsOf('dev'), await podsOf('staging')];
        await pair.task('config', 'app:rollback', '--env', 'production');
        await pair.task('config', 'app:sync', '--env', 'production');
        await runs('production', first);
        await runs('staging', second);
        expect([await podsOf('dev'), await podsOf('staging')]).toEqual(kept);
      },
    );
  });

  test('env:status shows what runs where', async () => {
    const lines = (await pair.task('config', 'env:status')).split('\n');
    const head = (await pair.head('app')).slice(0, 12);
    const of = (name: Name) => lines.find((line) => line.startsWith(`${name} `));
    expect([of('dev'), of('staging')]).toEqual([
      expect.stringMatching(new RegExp(` ${head} .* 0 +healthy$`)), expect.stringMatching(new RegExp(` ${head} .* 0 +healthy$`)),
    ]);
    expect(of('production')).toMatch(/ 1 +healthy$/);
  });

  test('app:delete removes one environment at a time', async () => {
    await step(
      `environments: app:delete of each, ${title()}`,
      { engine: engine(), asserts: 'the namespace of staging goes, those of the others stay; then those, too' },
      async () => {
        const namespaces = () => Promise.all(
          NAMES.map((name) => api.get(`/api/v1/namespaces/${pair.inEnvironment(name).names.namespace}`)),
        );
        await pair.task('config', 'app:delete', '--yes', '--env', 'staging');
        expect((await namespaces()).map(Boolean)).toEqual([true, false, true]);
        await pair.task('config', 'app:delete', '--yes', '--env', 'dev');
        await pair.task('config', 'app:delete', '--yes', '--env', 'production');
        expect((await namespaces()).map(Boolean)).toEqual([false, false, false]);
      },
    );
    await pair.task('app', 'pipeline:delete', '--yes');
    await pair.task('app', 'repos:delete', '--yes');
  });
});
