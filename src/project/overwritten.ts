import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './pristine-from-git';
import { writeFile } from './write-file';

/** The folder with copies of overwritten files until the next commit. Git ignores it. */
export const OVERWRITTEN = '.gitops-eks/overwritten';

/** The file with the commit at which the files were overwritten. */
const COMMIT = '.commit';

/** Saves a file before it is overwritten. */
export function keepOverwritten(folder: string, path: string, bytes: Buffer): void {
  const place = join(folder, OVERWRITTEN);
  ignoredFolder(place);
  writeFile(join(place, COMMIT), currentCommit(folder), 0o644);
  writeFile(join(place, path), bytes, 0o644);
}

/** Deletes the copies after the next commit. */
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

/** Creates a folder that Git ignores without changing the user's .gitignore. */
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
