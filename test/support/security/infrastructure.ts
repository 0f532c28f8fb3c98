import { systemOf } from './system';
import type { Answers } from '../../../src/options/option';
import { REFERENCE, STACKS } from '../../verifiers/infrastructure';
import type { CloudFormationTemplate } from '../cloudformation-template';
import { OPTION_SETS_OF_THE_PIPELINE } from '../option-sets';

/** All stacks of a pair as one template, and the answers that led to it. */
export interface InfrastructureSystem {
  readonly answers: Answers;
  readonly template: CloudFormationTemplate;
}

/** The AWS resources of answers with an app name. */
export function infrastructureOf(answers: Answers): InfrastructureSystem {
  return { answers, template: systemOf(STACKS[REFERENCE].stacksOf([{ ...answers, iac: REFERENCE }])[0]) };
}

/** Every distinct system of the pipeline's options. */
export function everyInfrastructure(more: Answers = {}): InfrastructureSystem[] {
  const all = OPTION_SETS_OF_THE_PIPELINE.map((answers) => infrastructureOf({ ...answers, ...more }));
  return [...new Map(all.map((system) => [JSON.stringify(system.template), system])).values()];
}
