import { basename } from 'node:path';
import type { CloudFormationTemplate } from './cloudformation-template';
import { parseYaml } from './parse-file';
import { type PairFile, renderPair } from './render-pair';
import type { StackTemplate } from './security/system';
import type { Answers } from '../../src/options/option';

/** The stacks of a pair with `iac: cloudformation`. The answers name an app. */
export function templateStacks(answers: Answers): StackTemplate[] {
  return renderPair(answers).filter(isTemplate).map(({ path, content }) => ({
    stackName: stackName(basename(path, '.yaml'), answers),
    template: parseYaml(content, '1.2')[0] as CloudFormationTemplate,
  })).sort((one, other) => (one.stackName < other.stackName ? -1 : 1));
}

/** A capability belongs to a cluster, the other stacks to an app. */
function stackName(part: string, { appName, clusterName }: Answers): string {
  return part === 'capability'
    ? `argocd-${String(clusterName ?? appName).replace(/_/g, '-')}`
    : `${String(appName)}-${part}`;
}

/** Whether a file of a pair is a CloudFormation template. */
export function isTemplate({ repo, path }: PairFile): boolean {
  return repo === 'app' && /^infra\/[^/]+\.yaml$/.test(path);
}
