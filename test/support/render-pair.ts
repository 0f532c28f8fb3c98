import { Layout } from '../../src/options/enums';
import type { Answers } from '../../src/options/option';
import type { PairRepo, Repo } from '../../src/options/repo';
import { resolveOptions } from '../../src/options/resolve';
import type { ResolvedOptions } from '../../src/options/resolved-options';
import { PARTIALS, TEMPLATES } from '../../src/render/compiled-templates';
import { type Generator, type RenderedFile, renderRepo } from '../../src/render/render';

/** The templates of this checkout, under a version that no release changes. */
export const TEST_GENERATOR: Generator = { version: '0.0.0', templates: TEMPLATES, partials: PARTIALS };

/**
 * A rendered file and the repository that it belongs to. In a single repository, the half of a pair that has the file;
 * `app` for files that both have.
 */
export interface PairFile extends RenderedFile {
  readonly repo: PairRepo;
}

export const REPOS: readonly PairRepo[] = ['app', 'config'];

/** Both repositories of a pair, in memory. */
export function renderPair(answers: Answers, generator = TEST_GENERATOR): PairFile[] {
  return renderResolvedPair(resolveOptions(answers), generator);
}

export function renderResolvedPair(options: ResolvedOptions, generator = TEST_GENERATOR): PairFile[] {
  return options.layout === Layout.SINGLE
    ? renderRepo('single', options, generator).map((file) => ({ ...file, repo: halfOf(file, generator) }))
    : REPOS.flatMap((repo) => renderRepo(repo, options, generator).map((file) => ({ ...file, repo })));
}

function halfOf({ id }: RenderedFile, { templates }: Generator): PairRepo {
  const sources = templates.filter(({ path }) => path === id).map(({ repo }) => repo);
  return sources.every((source) => source === 'config') ? 'config' : 'app';
}

/** `app/server.js`: how a file of a pair is called in failures. */
export function nameOf({ repo, path }: PairFile): string {
  return `${repo}/${path}`;
}

/** The files of a pair by the folder of their repository, as the doors write it. */
export function filesByFolder(answers: Answers): Map<Repo, PairFile[]> {
  const files = renderPair(answers);
  return new Map<Repo, PairFile[]>(answers.layout === Layout.SINGLE
    ? [['single', files]]
    : REPOS.map((repo) => [repo, files.filter((file) => file.repo === repo)]));
}

/** The file of that name. Throws if the pair has none, and says what it has. */
export function fileIn(files: readonly PairFile[], name: string): PairFile {
  const found = files.find((file) => nameOf(file) === name);
  if (!found) {
    throw new Error(`the pair has no ${name}, only ${files.map(nameOf).join(', ')}`);
  }
  return found;
}
