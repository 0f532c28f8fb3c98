import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS_FILE, givenAnswers, projectType } from './answers';
import type { Answers, OptionValue, OptionValues } from '../options/option';
import type { Problem } from '../options/problem';
import type { PairRepo, Repo } from '../options/repo';
import { defaultOf, isProblem, resolveOption } from '../options/resolve';
import type { ResolvedOptions } from '../options/resolved-options';
import { OPTIONS } from '../options/table';

/** An answer that differs between the two repositories of a pair. */
export interface Disagreement {
  readonly option: string;
  readonly here: OptionValue;
  readonly there: unknown;
}

export function otherRepo(repo: PairRepo): PairRepo {
  return repo === 'app' ? 'config' : 'app';
}

export function repoName(
  repo: PairRepo,
  { appName, configRepoName }: Pick<ResolvedOptions, 'appName' | 'configRepoName'>,
): string {
  return repo === 'app' ? appName : configRepoName;
}

/** The sibling's folder, relative to this repository's: `../shop-k8s-config`. */
export function siblingFolder(repo: PairRepo, options: Pick<ResolvedOptions, 'appName' | 'configRepoName'>): string {
  return `../${repoName(otherRepo(repo), options)}`;
}

/** Parses a `.projenrc.json`. Returns undefined if it belongs to another repository. */
export function answersOf(repo: Repo, text: string): Answers | undefined {
  try {
    const file = JSON.parse(text);
    return file?.type === projectType(repo) ? givenAnswers(file) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the answers of the sibling on disk; undefined if they cannot be read. */
export function answersBeside(folder: string, repo: PairRepo, options: ResolvedOptions): Answers | undefined {
  try {
    return answersOf(otherRepo(repo), readFileSync(join(folder, siblingFolder(repo, options), ANSWERS_FILE), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Adds defaults to answers. Returns invalid answers unchanged, with their problems. */
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

/** Lists the differing answers of another repository. Its defaults count as answers. */
export function disagreements(here: ResolvedOptions, given: Answers): Disagreement[] {
  const there = valuesOf(given).values;
  return OPTIONS.map(({ name }) => ({ option: name, here: here[name as keyof ResolvedOptions], there: there[name] }))
    .filter((one) => JSON.stringify(one.here) !== JSON.stringify(one.there));
}
