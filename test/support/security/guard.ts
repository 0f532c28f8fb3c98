import { dirname, join } from 'node:path';
import type { Finding } from './findings';
import { type CloudFormationTemplate, isFields } from '../cloudformation-template';
import { runProgram } from '../programs';
import { temporaryFolder } from '../temporary-folder';
import { writeFiles } from '../write-files';

const PACKAGE = dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
const SYSTEMS: Readonly<Record<string, string>> = { linux: 'ubuntu', darwin: 'macos' };
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/** The rules that AWS Control Tower applies to CloudFormation, as the package carries them. */
const RULES = join(PACKAGE, 'rules', 'control-tower', 'cfn-guard');

/** CloudFormation Guard, which its package contains for common platforms. */
const GUARD = join(
  PACKAGE, 'bin', SYSTEMS[process.platform] ?? process.platform, PROCESSORS[process.arch] ?? process.arch, 'cfn-guard',
);

export const CFN_GUARD = { name: GUARD, get: 'npm ci, on Linux or macOS' };

interface Report {
  readonly name: string;
  readonly not_compliant: readonly unknown[];
  readonly compliant: readonly string[];
}

/** The findings of AWS Control Tower's rules in templates. */
export function guardFindings(templates: readonly CloudFormationTemplate[]): Finding[] {
  return runGuard(templates)
    .flatMap((report) => report.not_compliant)
    .flatMap((rule) => {
      const texts = textsIn(rule);
      const name = /\[(CT\.[A-Z0-9.]+)\]: (.*)/.exec(texts.join('\n'));
      if (!name) {
        throw new Error(
          `cfn-guard tells of a failed rule in a form that guard.ts does not know: ${JSON.stringify(rule).slice(0, 500)}`,
        );
      }
      const resources = new Set(texts.flatMap((text) => /^\/Resources\/([^/]+)/.exec(text)?.[1] ?? []));
      return [...resources].map((resource) => ({ rule: name[1], resource, detail: name[2] }));
    });
}

/** The rules that a template satisfies. */
export function rulesSatisfied(template: CloudFormationTemplate): readonly string[] {
  return runGuard([template])[0].compliant;
}

/** One run for all: most of its time goes into reading the rules. */
function runGuard(templates: readonly CloudFormationTemplate[]): Report[] {
  const folder = temporaryFolder();
  writeFiles(
    folder,
    templates.map((template, index) => ({ path: `templates/${index}.json`, content: JSON.stringify(template) })),
  );
  const args = [
    'validate', '--rules', RULES, '--data', 'templates', '--output-format', 'json', '--show-summary', 'none',
    '--structured',
  ];
  const { code, output } = runProgram(GUARD, args, folder);
  // 19 means that a rule failed.
  const reports = code === 0 || code === 19 ? JSON.parse(output) as Report[] : [];
  if (reports.length !== templates.length) {
    throw new Error(
      `cfn-guard ends with ${code} after ${reports.length} of ${templates.length} templates: ${output.slice(0, 500)}`,
    );
  }
  return reports;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return Array.isArray(value) || isFields(value) ? Object.values(value).flatMap((inner) => textsIn(inner)) : [];
}
