import { join } from 'node:path';
import type { World } from './world';
import type { Pair } from '../checks';
import { Layout } from '../options/enums';
import { REPOS, type PairRepo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';
import { ANSWERS_FILE, resolvedOptions } from '../project/answers';
import { answersOf, repoName, siblingFolder } from '../project/sibling';

/**
 * The repository that a program runs in, and the folders of both repositories. A single repository is both: `repo` is
 * `app`, and both folders are its own.
 */
export interface Place {
  readonly repo: PairRepo;
  readonly options: ResolvedOptions;
  /** Absolute paths. */
  readonly folders: { readonly app: string; readonly config: string };
}

/** A place with the files of both repositories. */
export interface Subject extends Place {
  readonly world: World;
  readonly pair: Pair;
}

/** The program cannot run in this folder: exit code 2. */
export class CannotRun extends Error {
  public readonly name = 'CannotRun';
}

/**
 * Reads the repository in the world's folder.
 *
 * @throws CannotRun, or OptionsError if an answer is invalid
 */
export function readPlace(world: Pick<World, 'folder' | 'read'>): Place {
  const text = world.read(join(world.folder, ANSWERS_FILE));
  const repo = REPOS.find((each) => text !== undefined && answersOf(each, text));
  if (text === undefined || repo === undefined) {
    throw new CannotRun(
      `${join(world.folder, ANSWERS_FILE)} does not exist, or create-gitops-eks did not generate it. Run this task in a generated repository.`,
    );
  }
  const options = resolvedOptions(repo, answersOf(repo, text) ?? {});
  if (repo === 'single') {
    return { repo: 'app', options, folders: { app: world.folder, config: world.folder } };
  }
  const other = join(world.folder, siblingFolder(repo, options));
  const folders = repo === 'app' ? { app: world.folder, config: other } : { app: other, config: world.folder };
  return { repo, options, folders };
}

/** @throws as readPlace */
export function readSubject(world: World): Subject {
  const place = readPlace(world);
  return { ...place, world, pair: world.readPair(place.folders) };
}

/** Whether both repositories are one. */
export function isSingle({ options }: Pick<Place, 'options'>): boolean {
  return options.layout === Layout.SINGLE;
}

/** The path of `app/server.js`, relative to this repository. */
export function seenFrom({ repo, options }: Pick<Place, 'repo' | 'options'>, name: string): string {
  const [of, ...path] = name.split('/');
  return of === repo || isSingle({ options }) ? path.join('/') : `${siblingFolder(repo, options)}/${path.join('/')}`;
}

/** Replaces names such as `app/server.js` in a text with paths relative to this repository. */
export function withPaths(place: Pick<Place, 'repo' | 'options'>, text: string): string {
  return text.replace(/(?<![\w./-])(app|config)\/[\w./-]*\w/g, (name) => seenFrom(place, name));
}

/** Adds the folder to a command that must run in the other repository. */
export function inRepo({ repo, options }: Pick<Place, 'repo' | 'options'>, where: PairRepo, command: string): string {
  return where === repo || isSingle({ options }) ? command : `${command} (in ../${repoName(where, options)})`;
}
