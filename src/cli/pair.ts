import {
  existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, rmdirSync, statSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { BadInput, Unfinished } from './io';
import type { OptionValues } from '../options/option';
import type { LenientOptions, ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import { givenAnswers } from '../project/answers';
import { type NewFile, newRepoFiles } from '../project/new-repo';
import { describeSystemError } from '../project/system-error';
import { isLeftOver, removeQuietly, writeNewFiles } from '../project/write-file';
import { thisGenerator } from '../render/generator';
import type { Ownership, Repo } from '../render/template';

/** A generated file. */
export interface StagedFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly owner: Ownership;
}

/**
 * What is at the place where a repository will stand: nothing, an empty folder, an empty clone (a folder that holds `.git` alone),
 * files of the user's, or this very repository, from a run that was killed before it could place the other one.
 */
export type Occupant = 'nothing' | 'empty' | 'clone' | 'files' | 'repository';

/** One repository of the pair, rendered beside the place where it will stand. */
export interface StagedRepo {
  readonly repo: Repo;
  readonly name: string;
  /** Where it will stand. Absolute. */
  readonly target: string;
  readonly occupant: Occupant;
  /** Where it is now. Absolute. */
  readonly folder: string;
  readonly files: readonly StagedFile[];
  /** The target holds something already, or packages cannot be moved: they and the first commit come after the files. */
  readonly joins: boolean;
}

/** A rendered pair that has not been put into place. */
export interface Stage {
  readonly repos: readonly StagedRepo[];
  /** The hidden folder. Absolute. */
  readonly folder: string;
  /** Removes whatever is left of the stage. Never throws; safe to call twice. */
  remove(): void;
}

/** A repository as it will be, before anything is written. */
export type PlannedRepo = Omit<StagedRepo, 'folder'>;

/** A repository in memory. */
interface RenderedRepo extends PlannedRepo {
  readonly contents: readonly NewFile[];
}

type Target = Omit<PlannedRepo, 'files'>;

/**
 * Finds where the repositories will stand. Writes nothing.
 *
 * @throws BadInput when a target cannot take the files
 */
export function findTargets(options: LenientOptions, directory: string, force: boolean): Target[] {
  const { installsInPlace } = factsOf(options.packageManager);
  const targets = ([['app', options.appName], ['config', options.configRepoName]] as const).map(([repo, name]) => {
    const target = join(resolve(directory), name);
    const occupant = occupantOf(target, options);
    return { repo, name, target, occupant, joins: !['nothing', 'empty'].includes(occupant) || installsInPlace };
  });
  refuseOccupied(targets, force, options);
  return targets;
}

/**
 * Renders the pair in memory. Writes nothing.
 *
 * @throws BadInput when a target cannot take the files
 */
export function previewPair(options: ResolvedOptions, directory: string, force: boolean): PlannedRepo[] {
  return renderPair(options, directory, force).map(({ contents: _, ...planned }) => planned);
}

/**
 * Renders the pair into a hidden folder beside the targets, so that putting it into place is a rename.
 *
 * @throws BadInput when a target cannot take the files; nothing is left behind then
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

/** The error, with the hidden folder in its message where the system refused to remove that. */
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

function occupantOf(target: string, options: OptionValues): Occupant {
  if (!isThere(target)) {
    return 'nothing';
  }
  if (!existsSync(target)) {
    throw new BadInput(`${target} is a link that leads nowhere: remove it, or choose another name or --directory`);
  }
  if (!statSync(target).isDirectory()) {
    throw new BadInput(`${target} is a file: remove it, or choose another name or --directory`);
  }
  const names = readdirSync(target);
  if (names.length === 0) {
    return 'empty';
  }
  return names.length === 1 && names[0] === '.git' ? 'clone' : hasAnswers(target, options) ? 'repository' : 'files';
}

/** Whether a folder is a generated repository with these answers. */
function hasAnswers(folder: string, options: OptionValues): boolean {
  try {
    const answers = givenAnswers(JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8')));
    const names = new Set([...Object.keys(answers), ...Object.keys(options)]);
    return [...names].every((name) => JSON.stringify(answers[name]) === JSON.stringify(options[name]));
  } catch {
    return false;
  }
}

function refuseOccupied(targets: readonly Target[], force: boolean, { packageManager }: LenientOptions): void {
  // Half of a pair is left where a run was killed between its two renames: the other half can follow.
  const isHalf = targets.filter(({ occupant }) => occupant === 'repository').length === 1;
  const occupied = targets
    .filter(({ occupant }) => occupant === 'files' || (occupant === 'repository' && !isHalf))
    .map(({ target }) => target);
  const generated = occupied.filter((target) => existsSync(join(target, '.projenrc.json')));
  if (generated.length > 0) {
    throw new BadInput(`${generated.join(' and ')} has a .projenrc.json already: change the answers there and run "${factsOf(packageManager).words.projen}" in it`);
  }
  if (occupied.length > 0 && !force) {
    throw new BadInput(`${occupied.join(' and ')} is not empty: choose another name or --directory, or add the files with --force, which leaves the existing ones as they are`);
  }
}

/**
 * Refuses where another file has the name of a managed one, or of a folder. Where it has the same text, too, a run that was
 * killed has left it.
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
    throw new BadInput(
      `these files are in the way: ${[...new Set(conflicts)].join(', ')}. Move them away, or choose another --directory`,
    );
  }
}

/** Whether something has this name: a link that leads nowhere, too. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** `a/b/c.txt` → `a`, `a/b` */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Does what the system may refuse, and says then of which flag it was. */
function refusable<T>(flag: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new BadInput(`${flag} cannot be written into: ${describeSystemError(error) ?? (error as Error).message}`);
  }
}

/** A umask that takes the owner's own rights would let the run fail in the middle, with a message that names a file. */
function refuseUmask(): void {
  const umask = process.umask().toString(8).padStart(4, '0');
  if (umask[1] !== '0') {
    throw new BadInput(`the umask ${umask} takes your own rights from new files: set another, such as "umask 022"`);
  }
}

/** Makes the hidden folder, and removes those of runs on this machine that were killed. Its name says who makes it. */
function makeStage(parent: string): string {
  const prefix = `.create-gitops-eks-${hostname()}-`;
  readdirSync(parent)
    .filter((name) => name.startsWith(prefix) && isLeftOver(/^\d+(?=-)/.exec(name.slice(prefix.length))?.[0]))
    .forEach((name) => removeQuietly(join(parent, name)));
  return mkdtempSync(join(parent, `${prefix}${process.pid}-`));
}

/** Removes the folders from `last` up to `first`, as far as they are empty. */
export function removeEmpty(first: string | undefined, last: string): void {
  for (
    let folder = last;
    first && folder.startsWith(first) && existsSync(folder) && readdirSync(folder).length === 0;
    folder = dirname(folder)
  ) {
    rmdirSync(folder);
  }
}
