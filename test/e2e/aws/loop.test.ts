import { describeAws } from './describe-aws';
import { Pair } from './pair';
import { Story } from './story';
import { startWorld, type World } from './world';
import type { Answers } from '../../../src/options/option';

jest.setTimeout(300_000);

/** Pairs that differ in what a change passes through. */
const PAIRS: readonly (Answers & { appName: string })[] = [
  { appName: 'shop', notify: 'on-call@example.com', sign: true },
  { appName: 'on', trigger: 'commit', promotion: 'pull-request', scanGate: 'medium', retainData: true, prBuilds: false, defaultBranch: 'release/1.0', environment: 'no' },
  { appName: 'e1', promotion: 'manual', scanGate: 'none', prBuildImage: true },
];

describeAws('from a change to what runs, without Kubernetes', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(); });
  afterAll(() => world?.stop());

  test.each(PAIRS)('$appName', async (answers) => {
    const story = new Story(world, await Pair.make(world, answers));
    await story.deployment();
    const first = await story.firstImage();
    if (answers === PAIRS[0]) {
      // The same for all pairs.
      await story.repeatedDeployment();
      await story.projenRunsTasks();
      await story.logsAreShown();
    }
    expect(await story.changeOfColor()).not.toBe(first);
    await story.rollback(first);
    await story.rolesStayedWithin();
    await story.end();
  });
});
