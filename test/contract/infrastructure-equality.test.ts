import { NOTATIONS, canonical } from '../support/cdk-comparison';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import type { StackTemplate } from '../support/security/system';
import { REFERENCE, STACK_TOOLS, STACKS } from '../verifiers/infrastructure';

const OTHERS = STACK_TOOLS.filter((iac) => iac !== REFERENCE);

const comparable = (iac: keyof typeof STACKS, stacks: readonly StackTemplate[], notations = NOTATIONS) =>
  stacks.map((stack) => STACKS[iac].comparable(stack, notations));

const reference = STACKS[REFERENCE].stacksOf(OPTION_SETS_OF_THE_PIPELINE);

describe.each(OTHERS)(`iac: %s and ${REFERENCE}`, (iac) => {
  const stacks = STACKS[iac].stacksOf(OPTION_SETS_OF_THE_PIPELINE);

  test.each(OPTION_SETS_OF_THE_PIPELINE.map((answers, index) => [JSON.stringify(answers), index] as const))(
    'describe the same system: %s',
    (_, index) => {
      expect(comparable(iac, stacks[index])).toEqual(comparable(REFERENCE, reference[index]));
      expect(reference[index].length).toBeGreaterThanOrEqual(2);
    },
  );

  test.each(NOTATIONS.map((notation) => [notation.why, notation] as const))(
    'differ in the allowed notation: %s',
    (_, notation) => {
      const rest = NOTATIONS.filter((other) => other !== notation);
      const differs = (index: number) =>
        canonical(comparable(iac, stacks[index], rest)) !== canonical(comparable(REFERENCE, reference[index], rest));
      expect(OPTION_SETS_OF_THE_PIPELINE.some((__, index) => differs(index))).toBe(true);
    },
  );
});
