import { accountOf, execute, mustSucceed } from './outcome';
import { Pair } from './pair';
import type { Answers } from '../../../src/options/option';
import { OptionsError } from '../../../src/options/problem';
import { ACCOUNT, branchEvent, describeAws, ORIGIN, startWorld, type World } from '../../aws-stand-in';
import { synthRepo } from '../../support/synth-pair';
import { diagnose } from '../support/diagnose';
import { changeAnswers, followSteps } from '../support/living-pair';
import { stepsOf } from '../support/steps';

/** One after the other, on the same pair, until every option that changes the AWS resources has changed. */
const CHANGES: readonly Answers[] = [
  { accountId: ACCOUNT },
  { iac: 'cdk' },
  { iac: 'cloudformation' },
];

/** Only changes on a pair with a cluster run these, in test/e2e/cluster; the doctor runs below, after each change. */
const SKIPPED = /projen (?:app|argocd|cluster|doctor)|kubectl/;

/** Resources that no change of an answer may replace. */
const KEPT = ['AppRepository', 'ConfigRepository', 'Images', 'Key', 'Pipeline'];

describeAws('the steps of a changed answer, on the stacks of a living pair', () => {
  let world: World;
  let pair: Pair;
  let kept: Record<string, string>;
  const step = stepsOf('aws');

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop', accountId: '' });
    await pair.deploy();
    mustSucceed(await execute(world, 'shop'));
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

  test.each(CHANGES)('%j', (change) =>
    step(
      `change ${JSON.stringify(change)}`,
      {
        engine: 'moto, aws, git',
        asserts: 'the doctor finds no difference; repositories, images, key and pipeline stay',
      },
      async () => {
        const after = { ...pair.answers, ...change };
        await changeAnswers(pair, after);
        await followSteps(pair, pair.answers, after, SKIPPED);
        pair = new Pair(world, after);
        expect((await diagnose(pair, world.user, ['account', 'answers', 'files', 'stacks'])).problems).toEqual([]);
        expect(await keptResources()).toEqual(kept);
      },
    ),
  );

  test('keeps every resource in the list', () => {
    expect(Object.keys(kept).sort()).toEqual([...KEPT].sort());
  });
});
