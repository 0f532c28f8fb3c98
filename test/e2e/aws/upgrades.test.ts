import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Pair } from './pair';
import {
  type Build, describeAws, ORIGIN, pullRequestEvent, REGION, startWorld, type World,
} from '../../aws-stand-in';
import { REPOS } from '../../support/render-pair';
import { stepsOf } from '../support/steps';

const SCHEDULE = 'cron(0 6 ? * MON *)';
/** A managed script of each repository. Without it, a repository looks like one of an earlier release. */
const MISSING = { app: 'scripts/pipeline/status.sh', config: 'scripts/app/status.sh' };
const ENGINE = 'moto, git, npm, projen';

describeAws('weekly upgrades', () => {
  let world: World;
  let pair: Pair;
  const step = stepsOf('aws');

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop', upgrades: 'weekly', notify: 'on-call@example.com' });
    for (const repo of REPOS) {
      rmSync(join(pair.folder(repo), MISSING[repo]));
      await pair.commit(repo, 'As an earlier release');
    }
    await pair.deploy();
  });
  afterAll(() => world?.stop());

  /** Lets a week pass; returns the builds of that. */
  async function weekPasses(): Promise<Build[]> {
    const before = world.builds.all.length;
    expect((await world.bus.elapse(SCHEDULE)).map(({ target }) => target)).toEqual([
      expect.stringMatching(/:project\/shop-upgrade$/),
    ]);
    return world.builds.all.slice(before);
  }

  /** The same, where both projects must succeed. Returns what the proposal said of each repository. */
  async function proposal(): Promise<string[]> {
    const builds = await weekPasses();
    const failed = builds.find(({ status }) => status !== 'SUCCEEDED');
    if (failed) {
      throw new Error(`${failed.problem}\n${failed.log}`);
    }
    const found = builds.find(({ project }) => project === 'shop-upgrade-proposal');
    return found!.log.split('\n').filter((line) => /^shop(-k8s-config)?: /.test(line));
  }

  const nameOf = (repo: 'app' | 'config') => (repo === 'app' ? pair.name : pair.configName);
  const openIn = async (repo: 'app' | 'config'): Promise<string[]> =>
    (await pair.aws(
      'codecommit', 'list-pull-requests', '--repository-name', nameOf(repo), '--pull-request-status', 'OPEN',
    )).pullRequestIds;
  const tipOf = async (repo: 'app' | 'config', branch = 'main'): Promise<string> =>
    (await pair.well('app', 'git', '-C', join(pair.repositories, nameOf(repo)), 'rev-parse', branch)).trim();
  const targetOf = async (id: string) =>
    (await pair.aws('codecommit', 'get-pull-request', '--pull-request-id', id)).pullRequest.pullRequestTargets[0];

  test('open one pull request in each repository, whose build succeeds', () =>
    step('a week passes', { engine: ENGINE, asserts: 'each pull request has the missing file; main is unchanged' }, async () => {
      const before = await Promise.all(REPOS.map((repo) => tipOf(repo)));
      expect(await proposal()).toEqual(['shop: Pull request 1 is open.', 'shop-k8s-config: Pull request 2 is open.']);
      expect(await Promise.all(REPOS.map((repo) => tipOf(repo)))).toEqual(before);
      for (const [index, repo] of REPOS.entries()) {
        const [id] = await openIn(repo);
        const { sourceCommit, sourceReference } = await targetOf(id);
        expect(sourceReference).toBe(`refs/heads/upgrade/${before[index]}`);
        const folder = join(pair.repositories, nameOf(repo));
        const change = await pair.well('app', 'git', '-C', folder, 'diff', '--raw', before[index], sourceCommit);
        expect(change).toMatch(new RegExp(`^:000000 100755 .* A\\t${MISSING[repo]}$`, 'm'));
      }
      const [id] = await openIn('app');
      const { sourceCommit, destinationCommit, sourceReference } = await targetOf(id);
      const source = sourceReference.replace('refs/heads/', '');
      const facts = { repository: pair.name, id, source, destination: 'main', sourceCommit, destinationCommit };
      await world.bus.deliver(pullRequestEvent('pullRequestCreated', facts, ORIGIN));
      expect(world.builds.all.filter(({ project }) => project === 'shop-pull-request')).toMatchObject([
        { status: 'SUCCEEDED', sourceVersion: sourceCommit },
      ]);
    }));

  test('update nothing while nothing is new', () =>
    step('another week passes', { engine: ENGINE, asserts: 'the pull requests are the same' }, async () => {
      expect(await proposal()).toEqual([
        'shop: Pull request 1 is up to date.', 'shop-k8s-config: Pull request 2 is up to date.',
      ]);
      expect([await openIn('app'), await openIn('config')]).toEqual([['1'], ['2']]);
    }));

  test('end with the merge', () =>
    step('the merge, and a week later', { engine: ENGINE, asserts: 'no pull request is open' }, async () => {
      for (const [index, repo] of REPOS.entries()) {
        await pair.aws(
          'codecommit', 'merge-pull-request-by-squash', '--pull-request-id', String(index + 1), '--repository-name',
          nameOf(repo),
        );
      }
      expect(await proposal()).toEqual(['shop: Nothing to upgrade.', 'shop-k8s-config: Nothing to upgrade.']);
      expect([await openIn('app'), await openIn('config')]).toEqual([[], []]);
    }));

  test('send a mail and open nothing where a test fails', () =>
    step('a failing test', { engine: ENGINE, asserts: 'the mail names the project; no pull request is open' }, async () => {
      await pair.well('app', 'git', 'pull', '--quiet', '--ff-only', 'origin', 'main');
      pair.change('app', 'test/server.test.js', /$/, '\nrequire(\'node:test\').test(\'fails\', () => { throw new Error(); });\n');
      rmSync(join(pair.folder('app'), MISSING.app));
      await pair.push('app', 'A failing test');
      expect(await weekPasses()).toMatchObject([{ project: 'shop-upgrade', status: 'FAILED' }]);
      expect(world.messages).toEqual([
        `The weekly upgrade (shop-upgrade) has ended as FAILED in ${REGION}. See https://${REGION}.console.aws.amazon.com/codesuite/codebuild/projects/shop-upgrade/history`,
      ]);
      expect(await openIn('app')).toEqual([]);
    }));

  test('use all rights that they need, and are deleted with the pipeline', () =>
    step('pipeline:delete', { engine: 'moto, bash', asserts: 'IAM refused no call; the stack is gone' }, async () => {
      expect(world.calls.filter(({ refused }) => refused)).toEqual([]);
      await pair.task('app', 'pipeline:delete', '--yes');
      const { Stacks } = await pair.aws('cloudformation', 'describe-stacks');
      expect(Stacks.map(({ StackName }: { StackName: string }) => StackName)).toEqual(['shop-repositories']);
    }));
});
