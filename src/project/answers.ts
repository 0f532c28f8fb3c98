import type { ProjectOptions } from 'projen/lib/project';
import type { Answers } from '../options/option';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import type { Repo } from '../render/template';

/** Where a generated repository keeps its answers. */
export const ANSWERS_FILE = '.projenrc.json';

/** Fields of .projenrc.json, and of the project types, that are not answers. */
const NOT_ANSWERS = ['$schema', 'type', 'outdir'];

/** What projen passes beside the options where it makes the project itself: `projen new`, or from .projenrc.json. */
interface MadeByProjen {
  readonly __new__?: { readonly args: object };
}

/**
 * The answers as they were given, before projen turned them into the members of enums: projen renders a word that no
 * member has as `undefined`, and drops a misspelt option, so that both would go unnoticed.
 *
 * @param options what a project type's constructor receives
 */
export function givenAnswers(options: object): Answers {
  const raw = (options as MadeByProjen).__new__?.args ?? options;
  return Object.fromEntries(
    Object.entries(raw).filter(([name, value]) => !NOT_ANSWERS.includes(name) && value !== undefined),
  );
}

/** The project type of a repository, as `.projenrc.json` names it. */
export function projectType(repo: Repo): string {
  return `create-gitops-eks.${repo === 'app' ? 'GitOpsAppProject' : 'GitOpsConfigProject'}`;
}

/** The answers of a generated repository as its user gets them: every option spelled out. */
export function answersText(repo: Repo, options: ResolvedOptions): string {
  const answers = {
    $schema: './node_modules/create-gitops-eks/schema/projenrc.schema.json',
    type: projectType(repo),
    ...options,
  };
  return `${JSON.stringify(answers, undefined, 2)}\n`;
}

/** What projen's own base class wants to know. */
export function projectOptions(
  name: string,
  { packageManager }: ResolvedOptions,
  options: { readonly outdir?: string } & MadeByProjen,
): ProjectOptions {
  const { outdir, __new__ } = options;
  return { name, outdir, projenCommand: factsOf(packageManager).words.projen, ...(__new__ && { __new__ }) };
}
