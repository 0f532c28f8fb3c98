import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { BadInput, Unfinished } from './io';
import { type Target, findTargets, isThere } from './targets';
import type { ResolvedOptions } from '../options/resolved-options';
import { type NewFile, newRepoFiles } from '../project/new-repo';
import { describeSystemError } from '../project/system-error';
import { isLeftOver, removeQuietly, writeNewFiles } from '../project/write-file';
import { thisGenerator } from '../render/generator';
import type { Ownership } from '../render/template';

/** A generated file. */
export interface StagedFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly owner: Ownership;
}

/** One repository of the pair, rendered into a hidden folder beside its target. */
export interface StagedRepo extends Target {
  /** The current folder, as an absolute path. */
  readonly folder: string;
  readonly files: readonly StagedFile[];
}

/** A rendered pair before the move to its targets. */
export interface Stage {
  readonly repos: readonly StagedRepo[];
  /** The hidden folder, as an absolute path. */
  readonly folder: string;
  /** Removes the hidden folder. Never throws. Safe to call twice. */
  remove(): void;
}

/** A repository before any file is written. */
export type PlannedRepo = Omit<StagedRepo, 'folder'>;

/** A repository with its contents in memory. */
interface RenderedRepo extends PlannedRepo {
  readonly contents: readonly NewFile[];
}

/**
 * Renders the pair in memory. Writes nothing.
 *
 * @throws BadInput if a target cannot be used
 */
export function previewPair(options: ResolvedOptions, directory: string, force: boolean): PlannedRepo[] {
  return renderPair(options, directory, force).map(({ contents: _, ...planned }) => planned);
}

/**
 * Renders the pair into a hidden folder beside the targets. A rename then moves it to its targets.
 *
 * @throws BadInput if a target cannot be used; no files remain
 * @throws Unfinished if the hidden folder could not be removed after an error
 */
export function stagePair(options: ResolvedOptions, directory: string, force: boolean): Stage {
  const parent = resolve(directory);
  const rendered = renderPair(options, directory, force);
  refuseUmask();
  const made = refusable(`--directory ${parent}`, () => mkdirSync(parent, { recursive: true }));
  const folder = refusable(`--directory ${parent}`, () => makeStage(parent));
  const remove = () => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      removeEmpty(made, parent);
    } catch {
      // The next run removes it.
    }
  };
  try {
    const repos = rendered.map(({ contents, ...planned }) => ({ ...planned, folder: join(folder, planned.name) }));
    repos.forEach((repo, index) => writeNewFiles(repo.folder, rendered[index].contents));
    return { repos, folder, remove };
  } catch (error) {
    remove();
    throw unremoved(folder, error);
  }
}

/** Returns an error that names the hidden folder if it could not be removed, else the original error. */
export function unremoved(folder: string, error: unknown): unknown {
  const reason = describeSystemError(error);
  return reason && existsSync(folder)
    ? new Unfinished(`${reason}. No repository was written, but ${folder} could not be removed.`)
    : error;
}

function renderPair(options: ResolvedOptions, directory: string, force: boolean): RenderedRepo[] {
  const generator = thisGenerator();
  const repos = findTargets(options, directory, force).map((target) => {
    const contents = newRepoFiles(target.repo, options, generator);
    const files = contents.map(({ path, content, owner }) => ({ path, size: Buffer.byteLength(content), owner }));
    return { ...target, files, contents };
  });
  refuseConflicts(repos.filter(({ occupant }) => occupant === 'files'));
  return repos;
}

/**
 * Refuses if a managed file already exists or a file blocks a folder. A managed file with the same content is accepted:
 * a killed run left it.
 */
function refuseConflicts(repos: readonly RenderedRepo[]): void {
  const conflicts = repos.flatMap((repo) =>
    repo.contents.flatMap(({ owner, path, content }) => {
      const place = join(repo.target, path);
      const isInTheWay = owner === 'managed' && isThere(place) &&
        !(lstatSync(place).isFile() && readFileSync(place).equals(Buffer.from(content)));
      const folders = foldersOf(path)
        .map((name) => join(repo.target, name))
        .filter((name) => isThere(name) && !lstatSync(name).isDirectory());
      return [...(isInTheWay ? [place] : []), ...folders];
    }),
  );
  if (conflicts.length > 0) {
    throw new BadInput(`these files already exist: ${[...new Set(conflicts)].join(', ')}. Move them, or choose another --directory`);
  }
}

/** `a/b/c.txt` → `a`, `a/b` */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Runs `act`. Reports a system error as `BadInput` that names the flag. */
function refusable<T>(flag: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new BadInput(`cannot write to ${flag}: ${describeSystemError(error) ?? (error as Error).message}`);
  }
}

/**
 * Refuses a umask that removes the owner's permissions. The run would otherwise fail later, with a message about a
 * file.
 */
function refuseUmask(): void {
  const umask = process.umask().toString(8).padStart(4, '0');
  if (umask[1] !== '0') {
    throw new BadInput(`the umask ${umask} removes your own permissions from new files: set another, such as "umask 022"`);
  }
}

/**
 * Creates the hidden folder and removes those of killed runs on this machine. The name contains the host name and the
 * process ID.
 */
function makeStage(parent: string): string {
  const prefix = `.create-gitops-eks-${hostname()}-`;
  readdirSync(parent)
    .filter((name) => name.startsWith(prefix) && isLeftOver(/^\d+(?=-)/.exec(name.slice(prefix.length))?.[0]))
    .forEach((name) => removeQuietly(join(parent, name)));
  return mkdtempSync(join(parent, `${prefix}${process.pid}-`));
}

/** Removes the empty folders from `last` up to `first`. */
export function removeEmpty(first: string | undefined, last: string): void {
  for (
    let folder = last;
    first && folder.startsWith(first) && existsSync(folder) && readdirSync(folder).length === 0;
    folder = dirname(folder)
  ) {
    rmdirSync(folder);
  }
}
