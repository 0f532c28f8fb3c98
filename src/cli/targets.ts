import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BadInput } from './io';
import { Layout } from '../options/enums';
import type { OptionValues } from '../options/option';
import type { Repo } from '../options/repo';
import type { LenientOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import { givenAnswers, ownAnswers } from '../project/answers';

/**
 * The existing content of a target: nothing, an empty folder, an empty clone (a folder with only `.git`), the user's
 * files, or this same repository, which a killed run placed before the other one.
 */
export type Occupant = 'nothing' | 'empty' | 'clone' | 'files' | 'repository';

/** Where a repository goes. */
export interface Target {
  readonly repo: Repo;
  readonly name: string;
  /** The final folder, as an absolute path. */
  readonly target: string;
  readonly occupant: Occupant;
  /**
   * Whether packages and the first commit come after the move: the target has content, or installed packages cannot be
   * moved.
   */
  readonly joins: boolean;
}

/**
 * Returns the targets of the repositories. Writes nothing.
 *
 * @throws BadInput if a target cannot be used
 */
export function findTargets(options: LenientOptions, directory: string, force: boolean): Target[] {
  const { installsInPlace } = factsOf(options.packageManager);
  const repos: ReadonlyArray<readonly [Repo, string]> = options.layout === Layout.SINGLE
    ? [['single', options.appName]]
    : [['app', options.appName], ['config', options.configRepoName]];
  const targets = repos.map(([repo, name]) => {
    const target = join(resolve(directory), name);
    const occupant = occupantOf(target, options);
    return { repo, name, target, occupant, joins: !['nothing', 'empty'].includes(occupant) || installsInPlace };
  });
  refuseOccupied(targets, force, options);
  return targets;
}

function occupantOf(target: string, options: OptionValues): Occupant {
  if (!isThere(target)) {
    return 'nothing';
  }
  if (!existsSync(target)) {
    throw new BadInput(`${target} is a broken symbolic link: remove it, or choose another name or --directory`);
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
    const own = ownAnswers(options);
    const names = new Set([...Object.keys(answers), ...Object.keys(own)]);
    return [...names].every((name) => JSON.stringify(answers[name]) === JSON.stringify(own[name]));
  } catch {
    return false;
  }
}

function refuseOccupied(targets: readonly Target[], force: boolean, { packageManager }: LenientOptions): void {
  // A run that was killed between its two renames leaves half of a pair. This run can add the other half.
  const isHalf = targets.length > 1 && targets.filter(({ occupant }) => occupant === 'repository').length === 1;
  const occupied = targets
    .filter(({ occupant }) => occupant === 'files' || (occupant === 'repository' && !isHalf))
    .map(({ target }) => target);
  const generated = occupied.filter((target) => existsSync(join(target, '.projenrc.json')));
  if (generated.length > 0) {
    throw new BadInput(`${generated.join(' and ')} already has a .projenrc.json: change the answers in it and run "${factsOf(packageManager).words.projen}" there`);
  }
  if (occupied.length > 0 && !force) {
    throw new BadInput(`${occupied.join(' and ')} is not empty: choose another name or --directory, or add the files with --force, which does not change existing files`);
  }
}

/** Whether a path exists. A broken symbolic link counts, too. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
