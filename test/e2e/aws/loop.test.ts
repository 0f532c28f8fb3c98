import { describeAws } from './describe-aws';
import { PAIRS, titleOf } from './matrix';
import { Pair } from './pair';
import { Story } from './story';
import { startWorld, type World } from './world';
import { stepsOf } from '../support/steps';

jest.setTimeout(300_000);

const PROOF = { part: 'pair', engine: 'moto, git, docker, docker-registry', asserts: 'a change and its rollback arrive; no role did more than it may; all goes away' } as const;

/** What is the same for all pairs of a kind is looked at with the first one: with CloudFormation, and with the CDK. */
const FIRST = ['cloudformation', 'cdk'].map((kind) => PAIRS.find(({ iac }) => iac === kind));

describeAws('from a change to what runs, without Kubernetes', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(); });
  afterAll(() => world?.stop());

  test.each(PAIRS.map((answers) => [titleOf(answers), answers] as const))('%s', (title, answers) => stepsOf('aws')(title, PROOF, async () => {
    const story = new Story(world, await Pair.make(world, answers));
    if (answers.iac === 'cdk') {
      await story.installation();
    }
    await story.deployment();
    const first = await story.firstImage();
    if (FIRST.includes(answers)) {
      await story.repeatedDeployment();
      await story.projenRunsTasks();
      await story.logsAreShown();
      await story.changedAnswer();
    }
    expect(await story.changeOfColor()).not.toBe(first);
    await story.rollback(first);
    await story.rolesStayedWithin();
    await story.end();
  }));
});
