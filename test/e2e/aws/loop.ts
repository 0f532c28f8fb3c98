import { PAIRS, titleOf } from './matrix';
import { Pair, type PairAnswers } from './pair';
import { Story } from './story';
import { useTerraform } from './terraform';
import type { InfrastructureAsCode } from '../../../src/options/enums';
import { describeAws, missingKubectl, startWorld, type World } from '../../aws-stand-in';
import { missingForTerraform, tofuProgram } from '../../support/terraform/program';
import { INFRASTRUCTURE } from '../../verifiers/infrastructure';
import { stepsOf } from '../support/steps';

/** What the record of a whole pair says. */
const PROOF = {
  part: 'pair',
  engine: 'moto, git, docker, docker-registry',
  asserts: 'a change and its rollback are deployed; no role exceeded its rights; the delete tasks remove everything',
} as const;

/** Tests of whole pairs: every pair of the matrix with this infrastructure. */
export function testLoop(iac: `${InfrastructureAsCode}`): void {
  describeAws(`from a change to what runs, without Kubernetes (iac: ${iac})`, () => {
    let world: World;
    beforeAll(async () => {
      world = await startWorld();
      // The first build waits for it otherwise.
      await world.images.start();
    });
    afterAll(() => world?.stop());

    const pairs = PAIRS.filter((answers) => answers.iac === iac);
    // One pair with OpenTofu, if it is here.
    const tofu = iac === 'terraform' ? tofuProgram() : undefined;
    const programOf = (answers: PairAnswers) => (answers === pairs[0] ? tofu : undefined);
    const nameOf = (answers: PairAnswers) => `${titleOf(answers)}${programOf(answers) ? ', OpenTofu' : ''}`;
    test.each(pairs.map((answers) => [nameOf(answers), answers] as const))('%s', (title, answers) =>
      stepsOf('aws')(title, PROOF, () => wholeStory(world, answers, programOf(answers))),
    );
  }, () => missingKubectl() ?? (iac === 'terraform' ? missingForTerraform() : undefined));
}

/**
 * The steps of a user, from the generation to the deletion.
 *
 * @param tofu the program of OpenTofu, to use instead of Terraform
 */
async function wholeStory(world: World, answers: PairAnswers, tofu?: string): Promise<void> {
  const pair = await Pair.make(world, answers);
  const story = new Story(world, pair);
  const iac = pair.options.iac as InfrastructureAsCode;
  if (iac === 'terraform') {
    useTerraform(pair, world.user.HOME, tofu);
  }
  if (INFRASTRUCTURE[iac].endToEnd.needsPackages) {
    await story.installation();
  }
  await story.deployment();
  const first = await story.firstImage();
  expect(await story.changeOfColor()).not.toBe(first);
  await story.rollback(first);
  await story.rolesStayedWithin();
  await story.end();
}
