import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Answers } from '../../../src/options/option';
import type { Fields } from '../cloudformation-template';
import { renderPair } from '../render-pair';

/** A block of HCL as JSON: nested blocks are lists, expressions are strings with `${…}`. */
export type Block = Fields;

type Blocks = Readonly<Record<string, readonly [Block]>>;

/** A parsed root module, together with that of the capability. */
export interface TerraformModule {
  readonly resource: Readonly<Record<string, Blocks>>;
  readonly data: Readonly<Record<string, Blocks>>;
  readonly variable: Blocks;
  readonly output: Blocks;
  readonly locals: Readonly<Record<string, string>>;
  /** The values of the variables in `.tfvars`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The contents of the files in `infra/programs`. */
  readonly programs: Readonly<Record<string, string>>;
}

/** The files of `infra/` in a rendered app repo, by their paths in it. */
export type InfraFiles = Readonly<Record<string, string>>;

export function infraFilesOf(answers: Answers): InfraFiles {
  const files = renderPair({ ...answers, iac: 'terraform' }).filter(
    ({ repo, path }) => repo === 'app' && path.startsWith('infra/'),
  );
  return Object.fromEntries(files.map(({ path, content }) => [path.slice('infra/'.length), content]));
}

export function parseModules(cases: readonly InfraFiles[]): TerraformModule[] {
  const pick = (files: InfraFiles, names: RegExp) =>
    Object.fromEntries(Object.entries(files).filter(([name]) => names.test(name)));
  const input = cases.map((files) => pick(files, /^(capability\/)?[^/]+\.(tf|tfvars)$/));
  const output = execFileSync(process.execPath, [join(__dirname, 'parse.mjs')], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return (JSON.parse(output) as Array<Omit<TerraformModule, 'programs'>>).map((module, index) => ({
    ...module,
    programs: pick(cases[index], /^programs\//),
  }));
}
