import { execute, mustSucceed } from './outcome';
import { Pair } from './pair';
import { passableScan } from './scans';
import {
  ORIGIN, branchEvent, describeAws, missingKubectl, pullRequestEvent, startWorld, type World,
} from '../../aws-stand-in';
import { diagnose } from '../support/diagnose';
import { stepsOf } from '../support/steps';

const LOOP = 'moto, git, docker, docker-registry';

/** Each test continues where the one before has ended. */
describeAws('one repository with two environments', () => {
  let world: World;
  let pair: Pair;
  const step = (title: string, asserts: string, run: () => Promise<void>) =>
    test(title, () => stepsOf('aws')(`one repository: ${title}`, { engine: LOOP, asserts }, run));

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop', layout: 'single', environments: ['dev', 'production'] });
    await pair.deploy();
  });
  afterAll(() => world?.stop());

  const repository = () => ['--repository-name', pair.name];

  /** A file on the branch of an environment; empty without the branch. */
  async function deployed(environment: string, path: string): Promise<string> {
    await pair.well('app', 'git', 'fetch', '--quiet', '--prune', 'origin');
    return (await pair.run('app', 'git', 'show', `origin/deploy/${environment}:${path}`)).stdout;
  }
  const digestOf = async (environment: string) =>
    /^ +digest: (\S+)$/m.exec(await deployed(environment, `k8s/overlays/${environment}/kustomization.yaml`))?.[1] ?? '-';
  async function tipOf(environment: string): Promise<string> {
    await deployed(environment, 'k8s/base/service.yaml');
    return (await pair.well('app', 'git', 'rev-parse', `origin/deploy/${environment}`)).trim();
  }
  async function open(): Promise<string[]> {
    return (await pair.aws('codecommit', 'list-pull-requests', ...repository(), '--pull-request-status', 'OPEN')).pullRequestIds;
  }
  const merge = (id: string) => pair.aws(
    'codecommit', 'merge-pull-request-by-fast-forward', '--pull-request-id', id, ...repository(),
  );

  step('the first promotion creates the branch of an environment',
    'dev has manifests and digest in one commit after the source; production has a branch without an image and a pull request',
    async () => {
      world.meanwhile.scan = passableScan(pair.options);
      mustSucceed(await execute(world, 'shop'));
      const head = await pair.head('app');
      expect(await digestOf('dev')).toMatch(/^sha256:(?!0{64})/);
      expect((await pair.well('app', 'git', 'rev-list', `${head}..${await tipOf('dev')}`)).trim().split('\n')).toHaveLength(1);
      expect(await digestOf('production')).toMatch(/^sha256:0{64}$/);
      const [id, ...others] = await open();
      expect(others).toEqual([]);
      await merge(id);
      expect(await digestOf('production')).toBe(await digestOf('dev'));
    });

  step('neither the branches nor their pull requests start anything',
    'events of deploy/* and of pull requests to them start no build',
    async () => {
      const facts = {
        repository: pair.name,
        id: '1',
        source: 'promote/production/1',
        destination: 'deploy/production',
        sourceCommit: await tipOf('production'),
        destinationCommit: await tipOf('production'),
      };
      const events = [
        branchEvent(pair.name, 'deploy/dev', await tipOf('dev'), await pair.head('app'), ORIGIN),
        pullRequestEvent('pullRequestCreated', facts, ORIGIN),
        pullRequestEvent('pullRequestMergeStatusUpdated', facts, ORIGIN),
      ];
      for (const event of events) {
        expect(await world.bus.deliver(event)).toEqual([]);
      }
    });

  step('a change of manifests alone is promoted',
    'a new file below k8s/ is on dev, and a deleted one is gone; the default branch has the digest of zeros',
    async () => {
      pair.change('config', 'k8s/base/service.yaml', 'port: 80\n', 'port: 81\n');
      await pair.push('app', 'feat: another port');
      mustSucceed(await execute(world, 'shop'));
      expect(await deployed('dev', 'k8s/base/service.yaml')).toContain('port: 81\n');
      expect(await deployed('production', 'k8s/base/service.yaml')).toContain('port: 80\n');
      expect(pair.read('config', 'k8s/overlays/dev/kustomization.yaml')).toMatch(/digest: "?sha256:0{64}/);
      const [id] = await open();
      await merge(id);
      expect(await deployed('production', 'k8s/base/service.yaml')).toContain('port: 81\n');
    });

  step('one environment is rolled back alone, forward on its branch',
    'production has the earlier manifests in a new commit; another execution proposes nothing',
    async () => {
      const before = await tipOf('production');
      await pair.task('config', 'app:rollback', '--env', 'production');
      expect(await deployed('production', 'k8s/base/service.yaml')).toContain('port: 80\n');
      expect(await deployed('dev', 'k8s/base/service.yaml')).toContain('port: 81\n');
      await pair.well('app', 'git', 'merge-base', '--is-ancestor', before, await tipOf('production'));
      mustSucceed(await execute(world, 'shop'));
      expect(await open()).toEqual([]);
      expect(await deployed('production', 'k8s/base/service.yaml')).toContain('port: 80\n');
    });

  step('env:status tells what each environment has', 'two lines with the commits of the images',
    async () => {
      const lines = (await pair.task('config', 'env:status')).split('\n').filter((line) => /^(dev|production) /.test(line));
      expect(lines).toHaveLength(2);
      expect(lines[0]).toContain((await pair.head('app')).slice(0, 12));
    });

  step('the doctor finds no problem, and IAM refused no call', 'files and stacks agree; each role kept within its rights',
    async () => {
      expect((await diagnose(pair, ['answers', 'files', 'stacks'])).problems).toEqual([]);
      const refused = world.calls.filter((call) => call.caller.startsWith('assumed-role/') && call.refused);
      expect(refused.map(({ caller, service, operation }) => `${caller} ${service}:${operation}`)).toEqual([]);
    });
}, missingKubectl);
