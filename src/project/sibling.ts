import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS_FILE, givenAnswers, projectType } from './answers';
import type { Answers, OptionValue, OptionValues } from '../options/option';
import type { Problem } from '../options/problem';
import { defaultOf, isProblem, resolveOption } from '../options/resolve';
import type { ResolvedOptions } from '../options/resolved-options';
import { OPTIONS } from '../options/table';
import type { Repo } from '../render/template';

/** An answer that the two repositories of a pair give differently. */
export interface Disagreement {
  readonly option: string;
  readonly here: OptionValue;
  readonly there: unknown;
}

export function otherRepo(repo: Repo): Repo {
  return repo === 'app' ? 'config' : 'app';
}

export function repoName(
  repo: Repo,
  { appName, configRepoName }: Pick<ResolvedOptions, 'appName' | 'configRepoName'>,
): string {
  return repo === 'app' ? appName : configRepoName;
}

/** The sibling's folder, relative to this repository's: `../shop-k8s-config`. */
export function siblingFolder(repo: Repo, options: Pick<ResolvedOptions, 'appName' | 'configRepoName'>): string {
  return `../${repoName(otherRepo(repo), options)}`;
}

/** The answers in the text of a `.projenrc.json`; undefined where it is not the one of that repository. */
export function answersOf(repo: Repo, text: string): Answers | undefined {
  try {
    const file = JSON.parse(text);
    return file?.type === projectType(repo) ? givenAnswers(file) : undefined;
  } catch {
    return undefined;
  }
}

/** The answers of the repository beside this one; undefined where none is there that can be read. */
export function answersBeside(folder: string, repo: Repo, options: ResolvedOptions): Answers | undefined {
  try {
    return answersOf(otherRepo(repo), readFileSync(join(folder, siblingFolder(repo, options), ANSWERS_FILE), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Answers with their defaults. Those that are wrong stay as they are, and are reported. */
export function valuesOf(given: Answers): { readonly values: OptionValues; readonly problems: readonly Problem[] } {
  const values: Record<string, OptionValue> = {};
  const problems: Problem[] = [];
  for (const option of OPTIONS) {
    const value = resolveOption(option, given, values);
    if (isProblem(value)) {
      problems.push(value);
    }
    values[option.name] = isProblem(value)
      ? ((given[option.name] as OptionValue | undefined) ?? defaultOf(option, values) ?? '')
      : value;
  }
  return { values, problems };
}

/** Where another repository's answers differ. Its defaults count as its answers. */
export function disagreements(here: ResolvedOptions, given: Answers): Disagreement[] {
  const there = valuesOf(given).values;
  return OPTIONS.map(({ name }) => ({ option: name, here: here[name as keyof ResolvedOptions], there: there[name] }))
    .filter((one) => JSON.stringify(one.here) !== JSON.stringify(one.there));
}
