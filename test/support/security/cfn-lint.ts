import { join } from 'node:path';
import type { Finding } from './findings';
import { runProgram } from '../programs';
import { temporaryFolder } from '../temporary-folder';
import { writeFiles } from '../write-files';

interface Match {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: {
    readonly Path?: ReadonlyArray<string | number>;
    readonly Start: { readonly LineNumber: number };
  };
}

/** cfn-lint's findings in the templates of one region, in YAML or JSON, including informational ones. */
export function lintFindings(templates: readonly string[], region: string): Finding[] {
  const folder = temporaryFolder();
  const files = templates.map((content, index) => ({ path: `${index}.template`, content }));
  writeFiles(folder, files);
  const { code, output } = runProgram(
    'cfn-lint',
    [
      '--regions', region, '--include-checks', 'I', '--format', 'json', '--',
      ...files.map(({ path }) => join(folder, path)),
    ],
    folder,
  );
  const matches = parsed(output, code);
  if ((code === 0) !== (matches.length === 0)) {
    throw new Error(`cfn-lint ends with ${code}, and has found ${matches.length} problems`);
  }
  return matches.map(({ Rule, Message, Location }) => ({
    rule: Rule.Id,
    resource: Location.Path?.[0] === 'Resources' ? String(Location.Path[1]) : `line ${Location.Start.LineNumber}`,
    detail: Message,
  }));
}

function parsed(output: string, code: number | null): Match[] {
  try {
    return JSON.parse(output) as Match[];
  } catch {
    throw new Error(`cfn-lint ends with ${code}: ${output.slice(0, 500)}`);
  }
}
