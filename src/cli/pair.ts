import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { GitOpsAppProject } from '../app-project';
import { GitOpsConfigProject } from '../config-project';
import { BadInput } from './io';
import type { GitOpsOptions } from '../options/gitops-options';
import type { ResolvedOptions } from '../options/option';
import { readLock } from '../project/lock';
import type { Ownership, Repo } from '../render/template';

/** A generated file as it lies on the disk. */
export interface StagedFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly owner: Ownership;
}

/** One repository of the pair, rendered beside the place where it will stand. */
export interface StagedRepo {
  readonly repo: Repo;
  readonly name: string;
  /** Where it will stand. Absolute. */
  readonly target: string;
  /** Where it is now. Absolute. */
  readonly folder: string;
  readonly files: readonly StagedFile[];
  /** The target holds files already: what is new is added to them. */
  readonly joins: boolean;
}

/** A rendered pair that has not been put into place. */
export interface Stage {
  readonly repos: readonly StagedRepo[];
  /** Removes whatever is left of the stage. Safe to call twice. */
  remove(): void;
}

/** A repository as it will be, before anything is written. */
export type PlannedRepo = Omit<StagedRepo, 'folder'>;

export const PROJECTS = { app: GitOpsAppProject, config: GitOpsConfigProject };

/**
 * Finds where the repositories will stand. Writes nothing.
 *
 * @throws BadInput when a target cannot take the files
 */
export function findTargets(options: ResolvedOptions, directory: string, force: boolean): Array<Omit<PlannedRepo, 'files'>> {
  const targets = ([['app', options.appName], ['config', options.configRepoName]] as const)
    .map(([repo, name]) => ({ repo, name: String(name), target: join(resolve(directory), String(name)) }))
    .map((found) => ({ ...found, joins: isOccupied(found.target) }));
  refuseOccupied(targets.filter(({ joins }) => joins).map(({ target }) => target), force);
  return targets;
}

/**
 * Renders the pair into a hidden folder beside the targets, so that putting it into place is a rename.
 *
 * @throws BadInput when a target cannot take the files; nothing is left behind then
 */
export function stagePair(options: ResolvedOptions, directory: string, force: boolean): Stage {
  const parent = resolve(directory);
  const targets = findTargets(options, directory, force);
  const made = makeFolder(parent);
  const folder = makeStage(parent);
  const remove = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    removeEmpty(made, parent);
  };
  try {
    const repos = targets.map(({ repo, name, target, joins }) => {
      const outdir = join(folder, name);
      new PROJECTS[repo]({ ...options, outdir } as unknown as GitOpsOptions).synth();
      return { repo, name, target, folder: outdir, files: listFiles(outdir), joins };
    });
    refuseConflicts(repos.filter((repo) => repo.joins));
    return { repos, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Puts a staged pair into place: both repositories, or neither. */
export function placePair({ repos, remove }: Stage): void {
  const undo: Array<() => void> = [];
  try {
    for (const repo of repos) {
      const moves = repo.joins ? joiningMoves(repo) : [{ from: repo.folder, to: repo.target }];
      for (const { from, to } of moves) {
        const made = mkdirSync(dirname(to), { recursive: true });
        undo.unshift(() => removeEmpty(made, dirname(to)));
        if (!repo.joins && existsSync(to)) {
          rmdirSync(to);
        }
        renameSync(from, to);
        undo.unshift(() => renameSync(to, from));
      }
    }
  } catch (error) {
    undo.forEach((step) => step());
    throw error;
  } finally {
    remove();
  }
}

/** The new files of a repository whose folder has files already: what is there stays. */
function joiningMoves({ folder, target, files }: StagedRepo) {
  return files
    .map(({ path }) => ({ from: join(folder, path), to: join(target, path) }))
    .filter(({ to }) => !isThere(to));
}

/** Whether something has this name: a link that leads nowhere, too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isOccupied(target: string): boolean {
  if (!existsSync(target)) {
    return false;
  }
  if (!statSync(target).isDirectory()) {
    throw new BadInput(`${target} is a file: remove it, or choose another name or --directory`);
  }
  return readdirSync(target).length > 0;
}

function refuseOccupied(occupied: readonly string[], force: boolean): void {
  const generated = occupied.filter((target) => existsSync(join(target, '.projenrc.json')));
  if (generated.length > 0) {
    throw new BadInput(`${generated.join(' and ')} has a .projenrc.json already: change the answers there and run "npx projen" in it`);
  }
  if (occupied.length > 0 && !force) {
    throw new BadInput(`${occupied.join(' and ')} is not empty: choose another name or --directory, or add the files with --force (no file that is there is touched)`);
  }
}

/** What stands in the way: a file that every synth writes again cannot live beside somebody else's, nor a folder beside a file of its name. */
export function refuseConflicts(repos: readonly PlannedRepo[]): void {
  const conflicts = repos.flatMap(({ target, files }) => files.flatMap(({ owner, path }) => [
    ...(owner === 'managed' && isThere(join(target, path)) ? [join(target, path)] : []),
    ...foldersOf(path).map((folder) => join(target, folder)).filter((folder) => isThere(folder) && !lstatSync(folder).isDirectory()),
  ]));
  if (conflicts.length > 0) {
    throw new BadInput(`these files are in the way: ${[...new Set(conflicts)].join(', ')}. Move them away, or choose another --directory`);
  }
}

/** `a/b/c.txt` → `a`, `a/b` */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function listFiles(folder: string): StagedFile[] {
  const owners = new Map(readLock(folder)?.files.map(({ path, owner }) => [path, owner]));
  owners.set('.projenrc.json', 'once');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replace(/\\/g, '/'))
    .sort()
    .map((path) => ({ path, size: statSync(join(folder, path)).size, owner: owners.get(path) ?? 'managed' }));
}

/** Makes a folder and those above it; gives back the first that was not there. */
function makeFolder(folder: string): string | undefined {
  try {
    return mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new BadInput(`--directory ${folder} cannot be made: ${(error as Error).message}`);
  }
}

function makeStage(parent: string): string {
  try {
    return mkdtempSync(join(parent, '.create-gitops-eks-'));
  } catch (error) {
    throw new BadInput(`--directory ${parent} cannot be written into: ${(error as Error).message}`);
  }
}

/** Removes the folders from `last` up to `first`, as far as they are empty. */
function removeEmpty(first: string | undefined, last: string): void {
  for (let folder = last; first && folder.startsWith(first) && existsSync(folder) && readdirSync(folder).length === 0; folder = dirname(folder)) {
    rmdirSync(folder);
  }
}
