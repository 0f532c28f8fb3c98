import { copyFileSync, cpSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Unfinished } from './io';
import { type Stage, type StagedRepo, removeEmpty, unremoved } from './pair';
import { isThere } from './targets';
import { LOCK_FILE } from '../project/lock';
import { describeSystemError } from '../project/system-error';

interface Move {
  readonly from: string;
  readonly to: string;
  readonly isFolder: boolean;
}

/** These move last: a repository that has them counts as complete. */
const LAST = ['.gitops-eks', LOCK_FILE, '.projenrc.json'];

/** The error codes of file systems without hard links. */
const NO_LINKS = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL'];

/**
 * Moves a staged pair to its targets: both repositories, or neither.
 *
 * @throws Unfinished if the move failed and files could not be removed; the message lists them
 */
export function placePair({ repos, folder, remove }: Stage): void {
  const undo: Array<{ readonly path: string; act(): void }> = [];
  try {
    for (const move of repos.flatMap(movesOf)) {
      const { to } = move;
      const made = mkdirSync(dirname(to), { recursive: true });
      undo.unshift({ path: dirname(to), act: () => removeEmpty(made, dirname(to)) });
      moveNew(move);
      undo.unshift({ path: to, act: () => takeBack(move) });
    }
  } catch (error) {
    const left = undo.filter(({ act }) => !succeeds(act)).map(({ path }) => path);
    const reason = describeSystemError(error) ?? (error as Error).message;
    remove();
    throw left.length > 0 ? new Unfinished(`${reason}. The pair is incomplete, and these could not be removed: ${left.join(', ')}`) : unremoved(folder, error);
  } finally {
    remove();
  }
}

/** Returns the moves in their order. Existing files in the target do not change. */
export function movesOf({ folder, target, files, occupant }: StagedRepo): Move[] {
  const from = (names: readonly string[], isFolder: (name: string) => boolean) => [...names]
    .sort((one, other) => LAST.indexOf(one) - LAST.indexOf(other))
    .map((name) => ({ from: join(folder, name), to: join(target, name), isFolder: isFolder(name) }));
  switch (occupant) {
    case 'nothing':
      return [{ from: folder, to: target, isFolder: true }];
    case 'files':
      return from(files.map(({ path }) => path), () => false).filter(({ to }) => !isThere(to));
    case 'repository':
      return [];
    default: {
      const entries = readdirSync(folder, { withFileTypes: true });
      return from(
        entries.map(({ name }) => name), (name) => entries.some((entry) => entry.name === name && entry.isDirectory()),
      );
    }
  }
}

/** Moves a file or a folder to a new path. Fails if another program creates that path in the meantime. */
function moveNew(move: Move): void {
  const { from, to, isFolder } = move;
  const temporary = join(dirname(to), `.${basename(to)}.${process.pid}`);
  try {
    if (isFolder) {
      renameSync(from, to);
    } else {
      linkSync(from, to);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isFolder ? code !== 'EXDEV' : !NO_LINKS.includes(String(code)) || isThere(to)) {
      throw error;
    }
    // A mount point, or no hard links: copy to the target's folder, then rename the copy.
    try {
      if (isFolder) {
        cpSync(from, temporary, { recursive: true, verbatimSymlinks: true });
      } else {
        copyFileSync(from, temporary);
      }
      renameSync(temporary, to);
    } catch (failure) {
      succeeds(() => rmSync(temporary, { recursive: true, force: true }));
      throw failure;
    }
  }
}

/** Undoes a move. On a full disk, even the rename back can fail. Removing cannot. */
function takeBack({ from, to, isFolder }: Move): void {
  if (!isFolder || isThere(from) || !succeeds(() => renameSync(to, from))) {
    rmSync(to, { recursive: isFolder });
  }
}

function succeeds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
