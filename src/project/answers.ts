import type { ProjectOptions } from 'projen/lib/project';
import { Layout } from '../options/enums';
import type { Answers, Option, OptionValue, OptionValues } from '../options/option';
import { OptionsError } from '../options/problem';
import { REPOS, type Repo } from '../options/repo';
import { resolveOptions } from '../options/resolve';
import type { ResolvedOptions } from '../options/resolved-options';
import { OPTIONS } from '../options/table';
import { factsOf } from '../package-managers/table';

/** The file with the answers of a generated repository. */
export const ANSWERS_FILE = '.projenrc.json';

/** Fields of .projenrc.json and of the project types' options that are not answers. */
const NOT_ANSWERS = ['$schema', 'type', 'outdir', 'own'];

/** The field that projen adds to the options in `projen new` and for a .projenrc.json. */
interface MadeByProjen {
  readonly __new__?: { readonly args: object };
}

/**
 * Returns the answers before projen's conversion. projen converts an invalid enum value to `undefined` and drops a
 * misspelled option, so validation would miss both.
 *
 * @param options the options of a project type's constructor
 */
export function givenAnswers(options: object): Answers {
  const raw = (options as MadeByProjen).__new__?.args ?? options;
  return Object.fromEntries(
    Object.entries(raw).filter(([name, value]) => !NOT_ANSWERS.includes(name) && value !== undefined),
  );
}

const PROJECT_TYPES: Readonly<Record<Repo, string>> = {
  app: 'GitOpsAppProject', config: 'GitOpsConfigProject', single: 'GitOpsProject',
};

/** The project type of a repository, as `.projenrc.json` names it. */
export function projectType(repo: Repo): string {
  return `create-gitops-eks.${PROJECT_TYPES[repo]}`;
}

/** The repository with a project type, as `.projenrc.json` names it; undefined for other types. */
export function repoOfType(type: unknown): Repo | undefined {
  return REPOS.find((repo) => String(type).endsWith(PROJECT_TYPES[repo]));
}

/**
 * Validates the options of a project type's constructor and adds the defaults.
 *
 * @throws OptionsError with every problem
 */
export function resolvedOptions(repo: Repo, options: object): ResolvedOptions {
  const layout = repo === 'single' ? Layout.SINGLE : Layout.PAIR;
  const answers = { layout, ...givenAnswers(options) };
  const resolved = resolveOptions(answers);
  if (resolved.layout !== layout) {
    const rule = `must be ${layout} in a project of the type ${PROJECT_TYPES[repo]}: a synth cannot change the layout`;
    throw new OptionsError([{ option: 'layout', value: resolved.layout, rule }]);
  }
  return resolved;
}

/** The managed files that the user owns, from `own` in .projenrc.json. */
export function ownedPaths({ own = [] }: { readonly own?: unknown }): string[] {
  if (!Array.isArray(own) || !own.every((path) => typeof path === 'string')) {
    throw new Error('own must be a list of paths, such as ["infra/pipeline.yaml"]');
  }
  return own.map((path: string) => path.replace(/^\.\//, ''));
}

/** The answers that select a vendor's tool. A pair names no option of another tool. */
const TOOLS: readonly string[] = ['engine', 'iac', 'layout'];

/**
 * Returns the answers without the options of other tools, which have no effect, without an empty list of environments
 * (`environment` is then the only one), and without the layout of a pair, which its files show.
 */
export function ownAnswers(options: OptionValues): Answers {
  const foreign = OPTIONS.filter(({ when = [] }: Option) =>
    when.some(({ option, values }) => TOOLS.includes(option) && !values.includes(options[option])));
  const names: readonly string[] = foreign.map(({ name }) => name);
  const isImplied = (name: string, value: OptionValue) =>
    (name === 'environments' && Array.isArray(value) && value.length === 0) || (name === 'layout' && value === Layout.PAIR);
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => !names.includes(name) && !isImplied(name, value)));
}

/** Returns the text of the answers file, with every option of the selected tools. */
export function answersText(repo: Repo, options: ResolvedOptions): string {
  const answers = {
    $schema: './node_modules/create-gitops-eks/schema/projenrc.schema.json',
    type: projectType(repo),
    ...ownAnswers(options),
  };
  return `${JSON.stringify(answers, undefined, 2)}\n`;
}

/** The options for the constructor of projen's base class. */
export function projectOptions(
  name: string,
  { packageManager }: ResolvedOptions,
  options: { readonly outdir?: string } & MadeByProjen,
): ProjectOptions {
  const { outdir, __new__ } = options;
  return { name, outdir, projenCommand: factsOf(packageManager).words.projen, ...(__new__ && { __new__ }) };
}
