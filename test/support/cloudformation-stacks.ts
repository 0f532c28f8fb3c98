import { basename } from 'node:path';
import type { CloudFormationTemplate } from './cloudformation-template';
import { parseYaml } from './parse-file';
import { type PairFile, renderPair } from './render-pair';
import type { StackTemplate } from './security/system';
import type { Answers } from '../../src/options/option';

/** The stacks of a pair with `iac: cloudformation`. The answers name an app. */
export function templateStacks(answers: Answers): StackTemplate[] {
  return renderPair(answers).filter(isTemplate).map(({ path, content }) => ({
    stackName: `${String(answers.appName)}-${basename(path, '.yaml')}`,
    template: parseYaml(content, '1.2')[0] as CloudFormationTemplate,
  }));
}

/** Whether a file of a pair is a CloudFormation template. */
export function isTemplate({ repo, path }: PairFile): boolean {
  return repo === 'app' && /^infra\/[^/]+\.yaml$/.test(path);
}
