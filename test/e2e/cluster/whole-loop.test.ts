import { digestsInDeployment } from './world/application';
import { connect, installEngine, untilRuns } from './world/bring-up';
import { engineOf } from './world/engine';
import { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';
import type { InfrastructureAsCode } from '../../../src/options/enums';
import { type Patience, until } from '../../support/machine/until';
import { INFRASTRUCTURE } from '../../verifiers/infrastructure';
import { pageOf } from '../aws/page';
import type { PairAnswers } from '../aws/pair';

/** For a build, its promotion and the engine together. */
const PATIENCE: Patience = { seconds: 300 };

/**
 * With every answer between a merge and running pods: the defaults except `syncPolicy`, for each engine and layout, and
 * once the opposite of each.
 */
const LOOPS: readonly PairAnswers[] = [
  { appName: 'loop', syncPolicy: 'automated' },
  { appName: 'flux-loop', syncPolicy: 'automated', engine: 'flux' },
  { appName: 'one-loop', syncPolicy: 'automated', layout: 'single' },
  { appName: 'one-flux-loop', syncPolicy: 'manual', engine: 'flux', layout: 'single' },
  {
    appName: 'other-loop',
    iac: 'cdk',
    trigger: 'commit',
    promotion: 'pull-request',
    prBuildImage: true,
    scanGate: 'medium',
    sign: true,
    retainData: false,
    syncPolicy: 'manual',
    repoAuth: 'ssh',
  },
];

describeWithCluster.each(LOOPS)('from a merge to running pods: $appName', ({ appName, ...answers }) => {
  let pair: ClusterPair;
  let [first, second] = ['', ''];
  const digestOf = (image: string) => image.split('@')[1];

  /** Waits for a result of the pipeline; on a timeout, reports the pipeline's state. */
  async function arrives<T>(what: string, look: () => Promise<T>, isRight: (seen: T) => boolean): Promise<void> {
    try {
      await until(what, look, isRight, PATIENCE);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${await pair.task('app', 'pipeline:status')}`);
    }
  }

  /** Waits for a promotion, and merges its pull request if there is one. Returns the image. */
  async function promoted(before: string): Promise<string> {
    if (pair.names.promotion === 'pull-request') {
      const where = ['--repository-name', pair.configName];
      const open = async () =>
        (await pair.aws('codecommit', 'list-pull-requests', ...where, '--pull-request-status', 'OPEN')).pullRequestIds;
      await arrives('a pull request that promotes', open, ({ length }) => length > 0);
      expect(await pair.configTip()).toBe(before);
      await pair.aws(
        'codecommit', 'merge-pull-request-by-fast-forward', '--pull-request-id', (await open())[0], ...where,
      );
    }
    await arrives('a promotion', () => pair.configTip(), (tip) => tip !== before);
    return pair.promotedImage();
  }

  /** Syncs the cluster with Git unless that is automatic. */
  async function follow(): Promise<void> {
    if (pair.names.syncPolicy === 'manual') {
      await pair.task('config', 'app:sync');
    }
  }

  /** The images of all ready pods that are not terminating. */
  async function imagesOfPods(): Promise<string[]> {
    const pods = await api.list(`/api/v1/namespaces/${pair.names.namespace}/pods`);
    const ready = pods.filter(
      ({ metadata, status }) =>
        !metadata.deletionTimestamp &&
        status.conditions?.some(({ type, status: is }: any) => type === 'Ready' && is === 'True'),
    );
    return ready.flatMap(({ spec }) => spec.containers.map(({ image }: { image: string }) => image));
  }

  test('repos:deploy and repos:push create and fill both repositories', async () => {
    pair = new ClusterPair(world, { appName, region: 'us-east-1', ...answers });
    await step(
      `${appName}: repos:deploy, repos:push`,
      { engine: 'moto, git, bash', asserts: 'CodeCommit has both branches' },
      async () => {
        await pair.generate();
        if (INFRASTRUCTURE[pair.names.iac as InfrastructureAsCode].endToEnd.needsPackages) {
          await pair.install();
        }
        await pair.deployRepositories();
        // The first promotion creates the branch of a single repository.
        expect(await pair.configTip()).toBe(pair.options.layout === 'single' ? '' : await pair.head('config'));
      },
    );
  });

  test('pipeline:deploy and pipeline:run promote the first image', async () => {
    await step(
      `${appName}: pipeline:deploy, pipeline:run`,
      { engine: 'moto, git, docker, docker-registry', asserts: 'the promoted digest shows a deepskyblue page' },
      async () => {
        const before = await pair.configTip();
        await pair.task('app', 'pipeline:deploy');
        await pair.task('app', 'pipeline:run');
        first = await promoted(before);
        expect(await pageOf(pair, first)).toContain('background-color: deepskyblue;');
      },
    );
  });

  test('the tasks install, connect and app:create deploy the promoted image', async () => {
    await step(
      `${appName}: ${pair.names.engine}:install, ${pair.names.engine}:connect, app:create`,
      { engine: `${engineOf(pair).title}, Kubernetes`, asserts: 'the pods run the promoted digest' },
      async () => {
        await installEngine(api, pair);
        await connect(pair);
        await pair.task('config', 'app:create');
        await follow();
        await untilRuns(api, pair, digestOf(first));
        expect(await imagesOfPods()).toEqual([first, first]);
      },
    );
  });

  test('a merge changes the color of the page', async () => {
    await step(
      `${appName}: from a merge to running pods`,
      {
        engine: `docker, docker-registry, ${engineOf(pair).title}, Kubernetes`,
        asserts: 'the pipeline starts once; the pods run the new digest from Git, which shows a lightskyblue page',
      },
      async () => {
        const id = await pullRequest();
        const before = await pair.configTip();
        await pair.aws(
          'codecommit', 'merge-pull-request-by-fast-forward', '--pull-request-id', id, '--repository-name', pair.name,
        );
        second = await promoted(before);
        await follow();
        await untilRuns(api, pair, digestOf(second));
        expect(await digestsInDeployment(api, pair)).toEqual([second]);
        await until(
          'all pods run it', imagesOfPods, (images) => images.length === 2 && images.every((image) => image === second),
        );
        expect(second).not.toBe(first);
        expect(await pageOf(pair, second)).toContain('background-color: lightskyblue;');
        const { pipelineExecutionSummaries: executions } = await pair.aws(
          'codepipeline', 'list-pipeline-executions', '--pipeline-name', pair.name,
        );
        // One manual start, and one by the merge, which also moves the branch.
        expect(executions).toHaveLength(2);
      },
    );
  });

  test('app:rollback restores the first image', async () => {
    await step(
      `${appName}: app:rollback`,
      { engine: `git, ${engineOf(pair).title}, Kubernetes`, asserts: 'the Deployment runs the previous image' },
      async () => {
        await pair.task('config', 'app:rollback');
        await follow();
        await untilRuns(api, pair, digestOf(first));
      },
    );
  });

  test('app:delete, pipeline:delete and repos:delete remove everything except the repositories', async () => {
    await step(
      `${appName}: app:delete, pipeline:delete, repos:delete`,
      { engine: `${engineOf(pair).title}, Kubernetes, moto, bash`, asserts: 'namespace, stacks and images are gone' },
      async () => {
        await pair.task('config', 'app:delete', '--yes');
        await pair.task('app', 'pipeline:delete', '--yes');
        await pair.task('app', 'repos:delete', '--yes');
        expect(await api.get(`/api/v1/namespaces/${pair.names.namespace}`)).toBeUndefined();
        const { Stacks } = await pair.aws('cloudformation', 'describe-stacks');
        expect(
          Stacks.map(({ StackName }: { StackName: string }) => StackName).filter((name: string) =>
            name.startsWith(`${pair.name}-`),
          ),
        ).toEqual([]);
        const { repositories } = await pair.aws('ecr', 'describe-repositories');
        expect(repositories.map(({ repositoryName }: { repositoryName: string }) => repositoryName)).not.toContain(
          pair.name,
        );
      },
    );
  });

  /** Opens a pull request with another color and waits for its tests. Returns its id. */
  async function pullRequest(): Promise<string> {
    await pair.well('app', 'git', 'checkout', '--quiet', '-b', 'color');
    pair.change('app', 'server.js', '\'deepskyblue\'', '\'lightskyblue\'');
    await pair.commit('app', 'Another color');
    await pair.well('app', 'git', 'push', '--quiet', 'origin', 'color');
    const targets = `repositoryName=${pair.name},sourceReference=color,destinationReference=${pair.branch}`;
    const {
      pullRequest: { pullRequestId: id },
    } = await pair.aws('codecommit', 'create-pull-request', '--title', 'Another color', '--targets', targets);
    await arrives(
      'the result of the tests of the pull request',
      async () =>
        JSON.stringify(await pair.aws('codecommit', 'get-comments-for-pull-request', '--pull-request-id', id)),
      (comments) => /succeeded|passed/i.test(comments),
    );
    return id;
  }
});
