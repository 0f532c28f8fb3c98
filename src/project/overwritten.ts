import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './pristine-from-git';
import { writeFile } from './write-file';

/** Where texts lie that were overwritten: until the next commit, and ignored by Git. */
export const OVERWRITTEN = '.gitops-eks/overwritten';

/** The commit at which the texts were overwritten. */
const COMMIT = '.commit';

/** Keeps a file that is about to be overwritten. */
export function keepOverwritten(folder: string, path: string, bytes: Buffer): void {
  const place = join(folder, OVERWRITTEN);
  ignoredFolder(place);
  writeFile(join(place, COMMIT), currentCommit(folder), 0o644);
  writeFile(join(place, path), bytes, 0o644);
}

/** Forgets the overwritten texts when a commit has followed. */
export function forgetOverwritten(folder: string): void {
  const place = join(folder, OVERWRITTEN);
  if (!existsSync(place)) {
    return;
  }
  const now = currentCommit(folder);
  if (now !== '' && now !== readOrEmpty(join(place, COMMIT))) {
    rmSync(place, { recursive: true, force: true });
  }
}

/** A folder that Git ignores, without a line in the user's .gitignore. */
export function ignoredFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  writeFile(join(path, '.gitignore'), '*\n', 0o644);
}

function currentCommit(folder: string): string {
  return git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD')?.trim() ?? '';
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
