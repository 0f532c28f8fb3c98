import { Load } from './load/load';
import { colorsIn, trafficProblems } from './load/traffic';
import { podsIn } from './world/pods';
import { untilServed, urlsOf } from './world/service';
import { ANSWERS } from './world/settings';
import { api, describeWithPods, step, world } from './world/with-pods';
import { type Patience, until } from '../../support/machine/until';
import { connect, installEngine, untilRuns } from '../cluster/world/bring-up';
import { inTurn } from '../cluster/world/in-turn';
import { ClusterPair } from '../cluster/world/pair';

/** For a build, its promotion, Argo CD and pods together. */
const PATIENCE: Patience = { seconds: 400 };
const ENGINE = 'docker, docker-registry, Argo CD, Kubernetes, containerd of the nodes';

describeWithPods('from a merge to a page of a pod', () => {
  let pair: ClusterPair;
  let urls: string[];

  /** Waits for a promotion; on a timeout, reports the pipeline's state. Returns the image. */
  async function promoted(before: string): Promise<string> {
    try {
      await until('a promotion', () => pair.configTip(), (tip) => tip !== before, PATIENCE);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${await pair.task('app', 'pipeline:status')}`);
    }
    return pair.promotedImage();
  }

  /** Waits until exactly the wanted pods run that image, and containerd says so. */
  async function untilPodsRun(image: string): Promise<void> {
    await untilRuns(api, pair, image.split('@')[1], PATIENCE);
    await until(
      `all pods run ${image}`,
      async () => (await podsIn(pair.names.namespace)).map(({ status }) => status.containerStatuses?.[0].imageID),
      (images) => images.length === pair.options.replicas && images.every((pulled) => pulled === image),
      PATIENCE,
    );
  }

  test('the first image of the pipeline is a page', async () => {
    pair = new ClusterPair(world, { ...ANSWERS, appName: 'merged', syncPolicy: 'automated' });
    await step(
      'pipeline:run, argocd:install, argocd:connect, app:create',
      { engine: ENGINE, asserts: 'the pods pulled the promoted digest by its ECR name; each node serves a deepskyblue page' },
      async () => {
        await pair.generate();
        await pair.deployRepositories();
        const before = await pair.configTip();
        await pair.task('app', 'pipeline:deploy');
        await pair.task('app', 'pipeline:run');
        const image = await promoted(before);
        await inTurn('engine', () => installEngine(api, pair));
        await connect(pair);
        await pair.task('config', 'app:create');
        await untilPodsRun(image);
        urls = await urlsOf(pair.names.namespace, pair.name);
        await untilServed(urls);
        const pages = await Promise.all(urls.map(async (url) => (await fetch(url)).text()));
        pages.forEach((page) => expect(page).toContain('background-color: deepskyblue;'));
      },
    );
  });

  test('a merge changes the color of the page and loses no request', async () => {
    const load = new Load(urls);
    try {
      await step(
        'from a merge to a page of a real pod',
        { engine: ENGINE, asserts: 'the pods pulled the new digest by its ECR name; the page is lightskyblue; 0 failed requests' },
        async () => {
          const traffic = await load.during(async () => {
            const before = await pair.configTip();
            await merge();
            await untilPodsRun(await promoted(before));
          });
          expect(trafficProblems(traffic)).toEqual([]);
          expect(colorsIn(traffic)).toEqual(['deepskyblue', 'lightskyblue']);
        },
      );
    } finally {
      load.stop();
    }
  });

  /** Opens a pull request with another color and merges it. */
  async function merge(): Promise<void> {
    await pair.well('app', 'git', 'checkout', '--quiet', '-b', 'color');
    pair.change('app', 'server.js', '\'deepskyblue\'', '\'lightskyblue\'');
    await pair.commit('app', 'Another color');
    await pair.well('app', 'git', 'push', '--quiet', 'origin', 'color');
    const targets = `repositoryName=${pair.name},sourceReference=color,destinationReference=${pair.branch}`;
    const { pullRequest } = await pair.aws(
      'codecommit', 'create-pull-request', '--title', 'Another color', '--targets', targets,
    );
    await pair.aws(
      'codecommit', 'merge-pull-request-by-fast-forward', '--pull-request-id', pullRequest.pullRequestId,
      '--repository-name', pair.name,
    );
  }
});
