import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file to write: its path with slashes below some folder. */
interface FileToWrite {
  readonly path: string;
  readonly content: string;
  readonly executable?: boolean;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: readonly FileToWrite[]): void {
  for (const { path, content, executable } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    chmodSync(target, executable ? 0o755 : 0o644);
  }
}

/** A file on the disk, with the one permission bit that Git keeps. */
export interface FileOnDisk {
  readonly content: string;
  readonly executable: boolean;
}

/** Every file below a folder, by its path with slashes, sorted. */
export function readFiles(folder: string): Record<string, FileOnDisk> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replace(/\\/g, '/'))
    .sort();
  return Object.fromEntries(paths.map((path) => {
    const target = join(folder, path);
    return [path, { content: readFileSync(target, 'utf8'), executable: /^[157]/.test(modeOf(target)) }];
  }));
}

/** The permission bits of a file, as `chmod` takes them: `444`. */
export function modeOf(path: string): string {
  return statSync(path).mode.toString(8).slice(-3);
}
