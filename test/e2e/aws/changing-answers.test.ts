import { Pair } from './pair';
import { stepsOf as changeSteps } from '../../../src/options/changes/plan';
import type { Answers } from '../../../src/options/option';
import { resolveOptions } from '../../../src/options/resolve';
import { describeAws, startWorld, type World } from '../../aws-stand-in';
import { synthRepo } from '../../support/synth-pair';
import { stepsOf } from '../support/steps';

/**
 * One after the other, on the same pair. Not `iac`: moto updates every resource whose text differs, although its values
 * are the same, and fails for ECR repositories. test/contract/infrastructure-equality.test.ts compares what both tools
 * deploy.
 */
const CHANGES: readonly Answers[] = [
  { trigger: 'commit' },
  { prBuilds: false },
  { prBuilds: true, prBuildImage: true },
  { scanGate: 'high' },
  { unscannableImages: 'accept' },
  { promotion: 'pull-request' },
  { upgrades: 'weekly' },
  { notify: 'on-call@example.com' },
  { upgrades: 'none' },
  { retainData: true },
  { environment: 'staging' },
];

/** What a change of an answer must never replace. */
const KEPT = ['AppRepository', 'ConfigRepository', 'Images', 'Key', 'Pipeline'];

describeAws('the steps of a changed answer, on the stacks of a living pair', () => {
  let world: World;
  let pair: Pair;
  let answers: Answers;
  let kept: Record<string, string>;
  const step = stepsOf('aws');

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop' });
    answers = pair.answers;
    await pair.deploy();
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

  /** Runs the tasks that the steps name for the app repo. */
  async function follow(before: Answers, after: Answers): Promise<string[]> {
    const acts = changeSteps(resolveOptions(before), resolveOptions(after))
      .filter(({ where }) => where === 'app')
      .map(({ act }) => act);
    const tasks = acts.flatMap((act) => [...act.matchAll(/npx projen ([a-z:-]+)/g)].map(([, task]) => task));
    for (const task of tasks) {
      await pair.task('app', task);
    }
    return tasks;
  }

  test.each(CHANGES)('%j', (change) =>
    step(
      `change ${JSON.stringify(change)}`,
      { engine: 'moto, aws', asserts: 'the stacks follow; repositories, images, key and pipeline are kept' },
      async () => {
        const after = { ...answers, ...change };
        synthRepo('app', after, pair.folder('app'));
        await pair.commit('app', 'Other answers');
        expect(await follow(answers, after)).not.toEqual([]);
        answers = after;
        expect(await keptResources()).toEqual(kept);
      },
    ),
  );

  test('keeps every resource that it names', () => {
    expect(Object.keys(kept).sort()).toEqual([...KEPT].sort());
  });
});
