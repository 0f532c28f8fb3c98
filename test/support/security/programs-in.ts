import { parse } from 'yaml';
import { type CloudFormationTemplate, type Fields, isFields } from '../cloudformation-template';

/** The commands of each project with an inline build specification, as the single shell script that CodeBuild runs. */
export function inlineScripts(template: CloudFormationTemplate): Map<string, string> {
  return new Map(
    Object.entries(template.Resources).flatMap(([name, { Type, Properties = {} }]): Array<[string, string]> => {
      const spec = Type === 'AWS::CodeBuild::Project' ? (Properties.Source as Fields).BuildSpec : undefined;
      return typeof spec === 'string' && /^\s*version:/m.test(spec) ? [[name, scriptOf(spec)]] : [];
    }),
  );
}

/** The commands of a build specification. All phases share one shell. */
export function scriptOf(spec: string): string {
  const { phases } = parse(spec) as { phases: Record<string, Fields> };
  return Object.values(phases)
    .filter(isFields)
    .flatMap(({ commands, finally: last }) => [commands ?? [], last ?? []].flat())
    .join('\n');
}

/**
 * The calls of AWS in a script and in the program that it holds, by the name of their action: `codecommit:GetBranch`.
 */
export function callsIn(script: string): string[] {
  const found = [
    ...script.matchAll(
      /\bcall\('([a-z]+)', '([a-z-]+)'|\b(codecommit|codebuild|ecr)\('([a-z-]+)'|(?:\$\(|^)aws ([a-z0-9]+) ([a-z-]+)/gm,
    ),
  ];
  return [
    ...new Set(
      found
        .map(([, ...groups]) => groups.filter(Boolean))
        .map(([service, operation]) => `${service.replace('s3api', 's3')}:${pascal(operation)}`),
    ),
  ].sort();
}

function pascal(name: string): string {
  return name.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}
