import { basename } from 'node:path';
import { type StackTemplate, systemOf } from './system';
import type { Answers } from '../../../src/options/option';
import type { CloudFormationTemplate } from '../cloudformation-template';
import { OPTION_SETS_OF_THE_PIPELINE } from '../option-sets';
import { parseYaml } from '../parse-file';
import { type PairFile, renderPair } from '../render-pair';

/** All stacks of a pair as one template, and the answers that led to it. */
export interface InfrastructureSystem {
  readonly answers: Answers;
  readonly template: CloudFormationTemplate;
}

/** What the answers, which name an app, become in AWS. */
export function infrastructureOf(answers: Answers): InfrastructureSystem {
  return { answers, template: systemOf(renderPair(answers).filter(isTemplate).map((file) => stackOf(file, String(answers.appName)))) };
}

/** Every distinct system that the options of the pipeline lead to. */
export function everyInfrastructure(more: Answers = {}): InfrastructureSystem[] {
  const all = OPTION_SETS_OF_THE_PIPELINE.map((answers) => infrastructureOf({ ...answers, ...more }));
  return [...new Map(all.map((system) => [JSON.stringify(system.template), system])).values()];
}

/** Whether a file of a pair is a CloudFormation template. */
export function isTemplate({ repo, path }: PairFile): boolean {
  return repo === 'app' && /^infra\/[^/]+\.yaml$/.test(path);
}

function stackOf({ path, content }: PairFile, appName: string): StackTemplate {
  return { stackName: `${appName}-${basename(path, '.yaml')}`, template: parseYaml(content, '1.2')[0] as CloudFormationTemplate };
}
