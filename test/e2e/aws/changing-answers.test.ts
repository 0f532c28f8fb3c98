import { accountOf, execute, mustSucceed } from './outcome';
import { Pair } from './pair';
import type { Answers } from '../../../src/options/option';
import { OptionsError } from '../../../src/options/problem';
import { ACCOUNT, branchEvent, describeAws, ORIGIN, startWorld, type World } from '../../aws-stand-in';
import { synthRepo } from '../../support/synth-pair';
import { diagnose } from '../support/diagnose';
import { change } from '../support/living-pair';
import { stepsOf } from '../support/steps';

/** Changed one after the other, on the same pair. */
const CHANGES: readonly Answers[] = [
  { accountId: ACCOUNT, trigger: 'commit' },
  { prBuilds: false, notify: 'on-call@example.com' },
  { prBuilds: true, prBuildImage: true },
  { scanGate: 'high', scanner: 'inspector' },
  { scanner: 'ecr', unscannableImages: 'accept', upgrades: 'weekly' },
  { sign: true, architecture: 'arm64' },
  { promotion: 'pull-request', architecture: 'amd64' },
  { promotion: 'manual', upgrades: 'none' },
  { promotion: 'commit', retainData: true },
  { environment: 'staging' },
  { defaultBranch: 'trunk' },
  { iac: 'cdk' },
  { iac: 'cloudformation' },
];

/**
 * test/e2e/cluster follows the steps that require a cluster. Each test runs the doctor itself. Images can only be built
 * for the processor of this machine.
 */
const SKIPPED = /projen (?:app:|argocd:|cluster:|doctor|pipeline:run)|kubectl/;

/** Refused on every pair. */
const REFUSED: readonly Answers[] = [
  { appName: 'store', configRepoName: 'shop-k8s-config' },
  { region: 'us-east-1' },
  { accountId: '444455556666' },
  { configRepoName: 'deploy' },
];

/** Resources that no change of an answer may replace. */
const KEPT = ['AppRepository', 'ConfigRepository', 'Images', 'Key', 'Pipeline'];

describeAws('the steps of a changed answer, on the stacks of a living pair', () => {
  let world: World;
  let pair: Pair;
  let image: string;
  let kept: Record<string, string>;
  const step = stepsOf('aws');

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop', accountId: '' });
    await pair.deploy();
    mustSucceed(await execute(world, 'shop'));
    image = await pair.promotedImage();
    kept = await keptResources();
  });
  afterAll(() => world?.stop());

  /** The physical IDs of the resources to keep. */
  async function keptResources(): Promise<Record<string, string>> {
    const resources = await Promise.all(['shop-repositories', 'shop-pipeline'].map((name) =>
      pair.aws('cloudformation', 'describe-stack-resources', '--stack-name', name)));
    const all: Array<Record<string, string>> = resources.flatMap(({ StackResources }) => StackResources);
    const named = all.filter(({ LogicalResourceId }) => KEPT.includes(LogicalResourceId));
    return Object.fromEntries(
      named.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId]),
    );
  }

  test.each(CHANGES)('%j', (answers) =>
    step(
      `change ${JSON.stringify(answers)}`,
      {
        engine: 'moto, aws, git',
        asserts: 'the doctor finds no problem; repositories, images, key and pipeline stay',
      },
      async () => {
        const after = { ...pair.answers, ...answers };
        await change(pair, after, { skipped: SKIPPED });
        expect((await diagnose(pair, ['account', 'answers', 'files', 'stacks'])).problems).toEqual([]);
        expect(await keptResources()).toEqual(kept);
        expect(await pair.hasImage(image)).toBe(true);
      },
    ),
  );

  test('a push then promotes an image into the new overlay', () =>
    step(
      'a push after all changes',
      { engine: 'git, docker, docker-registry', asserts: 'the commit starts the pipeline, which promotes its image' },
      async () => {
        const before = await pair.head('app');
        pair.change('app', 'server.js', "'deepskyblue'", "'lightskyblue'");
        const commit = await pair.push('app', 'Another color');
        expect(await accountOf(world, branchEvent('shop', 'trunk', commit, before, ORIGIN))).toMatch(
          /^Promote Succeeded/,
        );
        expect(await pair.promotedImage()).not.toBe(image);
      },
    ));

  test.each(REFUSED)('%j is refused before anything is written', async (answers) => {
    expect(() => synthRepo('app', { ...pair.answers, ...answers }, pair.folder('app'))).toThrow(OptionsError);
    expect(await pair.well('app', 'git', 'status', '--porcelain')).toBe('');
  });

  test('commits no output of a tool for AWS resources', async () => {
    expect(await pair.well('app', 'git', 'log', '--all', '--format=%s', '--', 'cdk.out')).toBe('');
  });

  test('keeps every resource in the list', () => {
    expect(Object.keys(kept).sort()).toEqual([...KEPT].sort());
  });
});
