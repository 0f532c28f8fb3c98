import { execute, mustSucceed } from './outcome';
import { Pair } from './pair';
import { basicScan, describeAws, startWorld, type World } from '../../aws-stand-in';
import { diagnose } from '../support/diagnose';
import { stepsOf } from '../support/steps';

const NAMES = ['dev', 'staging', 'production'];
const LOOP = 'moto, git, docker, docker-registry';

/** Each test continues where the one before has ended. */
describeAws('several environments', () => {
  let world: World;
  let pair: Pair;
  const images: string[] = [];
  const step = (title: string, asserts: string, run: () => Promise<void>) =>
    test(title, () => stepsOf('aws')(`environments: ${title}`, { engine: LOOP, asserts }, run));

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop', environments: NAMES, prBuilds: false });
    await pair.deploy();
  });
  afterAll(() => world?.stop());

  /** The digests of the environments in CodeCommit; "-" without an image. */
  async function digests(): Promise<string[]> {
    await pair.well('config', 'git', 'pull', '--quiet', '--ff-only', 'origin', pair.branch);
    return NAMES.map((name) => {
      const [, digest] = /^ +digest: (\S+)$/m.exec(pair.read('config', `k8s/overlays/${name}/kustomization.yaml`)) ?? [];
      return /0{64}/.test(digest) ? '-' : digest;
    });
  }

  const repository = () => ['--repository-name', pair.configName];
  async function open(): Promise<string[]> {
    return (await pair.aws('codecommit', 'list-pull-requests', ...repository(), '--pull-request-status', 'OPEN')).pullRequestIds;
  }
  const merge = (id: string) => pair.aws(
    'codecommit', 'merge-pull-request-by-squash', '--pull-request-id', id, ...repository(),
  );
  /** Pushes another color and runs the pipeline. Returns the digest of dev. */
  async function build(from: string, to: string): Promise<string> {
    pair.change('app', 'server.js', `'${from}'`, `'${to}'`);
    await pair.push('app', `feat: ${to}`);
    mustSucceed(await execute(world, 'shop'));
    return (await digests())[0];
  }

  step('a change goes from dev to staging, and to production after a pull request',
    'dev and staging have the image after one execution, production after the merge; the body lists commits, findings and images',
    async () => {
      world.meanwhile.scan = basicScan({ name: 'CVE-2026-0002', severity: 'MEDIUM', uri: 'https://example.com/2' });
      mustSucceed(await execute(world, 'shop'));
      const [dev] = await digests();
      images.push(dev);
      expect(await digests()).toEqual([dev, dev, '-']);
      const [id, ...others] = await open();
      expect(others).toEqual([]);
      const { pullRequest } = await pair.aws('codecommit', 'get-pull-request', '--pull-request-id', id);
      expect(pullRequest.title).toMatch(/^deploy\(production\): [0-9a-f]{12}$/);
      expect(pullRequest.description).toContain('First commit');
      expect(pullRequest.description).toContain('Findings of the scan: MEDIUM 1');
      expect(pullRequest.description).toContain(`@${dev}`);
      await merge(id);
      expect(await digests()).toEqual([dev, dev, dev]);
    });

  step('a rejected image is not proposed again',
    'after the pull request is closed, another execution of the same commit opens none',
    async () => {
      const rejected = await build('deepskyblue', 'lightskyblue');
      images.push(rejected);
      const [id] = await open();
      await pair.aws('codecommit', 'update-pull-request-status', '--pull-request-id', id, '--pull-request-status', 'CLOSED');
      mustSucceed(await execute(world, 'shop'));
      expect(await open()).toEqual([]);
      expect(await digests()).toEqual([rejected, rejected, images[0]]);
    });

  step('a hot fix overtakes: production gets one pull request, for the newest image',
    'two builds, one open pull request; after its merge all environments have the hot fix',
    async () => {
      await build('lightskyblue', 'steelblue');
      const fix = await build('steelblue', 'slateblue');
      images.push(fix);
      const ids = await open();
      expect(ids).toHaveLength(1);
      await merge(ids[0]);
      expect(await digests()).toEqual([fix, fix, fix]);
    });

  step('a promotion out of order is refused',
    'promote refuses an image that staging has never had, and one older than production has',
    async () => {
      const [rejected, fix] = images.slice(1);
      const unknown = `sha256:${'f'.repeat(64)}`;
      expect(await pair.attempt('config', 'promote', '--to', 'production', '--digest', unknown)).toMatchObject({
        code: 1, stderr: expect.stringContaining(`There is no image ${unknown}`),
      });
      expect(await pair.attempt('config', 'promote', '--to', 'production', '--digest', rejected)).toMatchObject({
        code: 1, stderr: expect.stringContaining('is older than the image of production'),
      });
      expect(await digests()).toEqual([fix, fix, fix]);
    });

  step('one environment is rolled back alone, and stays so',
    'production has the previous image; another execution of the same commit changes nothing and opens no pull request',
    async () => {
      const fix = images[2];
      await pair.task('config', 'app:rollback', '--env', 'production');
      const after = await digests();
      expect(after.slice(0, 2)).toEqual([fix, fix]);
      expect(after[2]).toBe(images[0]);
      mustSucceed(await execute(world, 'shop'));
      expect(await digests()).toEqual(after);
      expect(await open()).toEqual([]);
    });

  step('env:status tells what each environment has', 'three lines with the commits and the number of newer images',
    async () => {
      const lines = (await pair.task('config', 'env:status')).split('\n').filter((line) => /^(dev|staging|production) /.test(line));
      const head = (await pair.head('app')).slice(0, 12);
      expect(lines.map((line) => line.split(/ +/).slice(0, 2))).toEqual([
        ['dev', head], ['staging', head], ['production', expect.not.stringMatching(head)],
      ]);
      expect(lines[2]).toMatch(/ 3 +/);
    });

  step('the doctor finds no problem, and IAM refused no call', 'files and stacks agree; each role kept within its rights',
    async () => {
      expect((await diagnose(pair, ['answers', 'files', 'stacks'])).problems).toEqual([]);
      const refused = world.calls.filter((call) => call.caller.startsWith('assumed-role/') && call.refused);
      expect(refused.map(({ caller, service, operation }) => `${caller} ${service}:${operation}`)).toEqual([]);
    });
});
