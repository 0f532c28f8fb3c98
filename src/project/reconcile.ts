import { ownAnswers } from './answers';
import { recover } from './journal';
import { type LockedFile, type Lock, digest, isUsers, newlyUnused, nextLock, readLock } from './lock';
import { type ForeignFile, foreignFiles } from './managed-plan';
import { type FilePlan, planFiles } from './plan';
import { afterMoves } from '../merge/moves';
import type { Repo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';
import { type Generator, type RenderedFile, renderRepo } from '../render/render';

/** The plan of a synth of an existing repository. */
export interface Reconciliation {
  readonly files: readonly RenderedFile[];
  /** The lock of the last synth. */
  readonly found?: Lock;
  readonly plans: readonly FilePlan[];
  readonly foreign: readonly ForeignFile[];
  /** The user's files that this synth no longer renders. */
  readonly unused: readonly string[];
  readonly lock: Lock;
  /** Paths in `own` that no template renders. */
  readonly notRendered: readonly string[];
  /** Files that a killed synth copied to their new path but did not remove. */
  readonly leftovers: readonly string[];
}

/**
 * Compares a repository on disk with the current rendering of its answers. Writes nothing.
 *
 * @param own paths of managed files that the user owns
 */
export function reconcile(
  folder: string,
  repo: Repo,
  options: ResolvedOptions,
  own: readonly string[],
  generator: Generator,
): Reconciliation {
  const files = renderRepo(repo, options, generator, own);
  const { lock: found, leftovers } = recover(folder, readLock(folder));
  const plans = found === undefined ? [] : planFiles(folder, found, files);
  const foreign = foreignFiles(folder, found, files);
  const kept = new Map<string, LockedFile | undefined>([
    ...plans.filter(keepsRecord).map((plan) => [plan.file.path, keptRecord(plan)] as const),
    ...foreign
      .filter(({ state, file }) => state === 'edited' && file)
      .map(({ path, record }) => [path, record] as const),
  ]);
  return {
    files,
    found,
    plans,
    foreign,
    unused: newlyUnused(found, files).map(({ path }) => path),
    lock: nextLock(found, generator.version, ownAnswers(options), files, kept),
    leftovers,
    notRendered: own.filter((path) => ![...files, ...(found?.files ?? [])].some((file) => file.path === path)),
  };
}

/** Keeps the base of a file that is neither written nor merged. A new file has no base to keep. */
function keepsRecord({ record, outcome, file }: FilePlan): boolean {
  return record !== undefined && outcome !== 'write'
    && (['leave', 'stay deleted', 'conflict'].includes(outcome) || file.ownership === 'once');
}

function keptRecord({ record, outcome, file }: FilePlan): LockedFile | undefined {
  if (record === undefined || outcome === 'conflict') {
    return record;
  }
  const { unused, ...moved } = afterMoves(record);
  // Locks of older releases lack the text of `once` files.
  const isKnown = moved.pristine === undefined && isUsers(file) && moved.sha256 === digest(file.content);
  return { ...moved, owner: file.ownership, ...(isKnown && { pristine: file.content }) };
}
