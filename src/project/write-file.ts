import { chmodSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describeSystemError } from './system-error';

/** The name of a file that is not written to its end yet, with the process that writes it. */
const TEMPORARY = /^\.gitops-eks-(\d+)-/;

/**
 * Writes a file to its end or not at all: to a temporary file beside it, which then takes its name. A file that has this text
 * already is not written.
 *
 * @param mode the permission bits
 */
export function writeFile(path: string, content: string, mode: number): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile() && found.size === Buffer.byteLength(content) && readFileSync(path, 'utf8') === content) {
    if (found.mode % 0o1000 !== mode) {
      chmodSync(path, mode);
    }
    return;
  }
  const folder = dirname(path);
  const temporary = join(folder, `.gitops-eks-${process.pid}-${basename(path)}`);
  try {
    writeInFolder(temporary, content);
    chmodSync(temporary, mode);
    if (found && process.platform === 'win32') {
      // Windows replaces no file that is read-only.
      chmodSync(path, 0o600);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw nameFile(error, path);
  }
}

/** Makes the folder only where it is missing: most files have company. */
function writeInFolder(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Has an error name the file that was to be written, and say what to do, without a stack: it is not this program's. */
function nameFile(error: unknown, path: string): unknown {
  const named = Object.assign(error as Error, { dest: path });
  const message = `${describeSystemError(named) ?? named.message}. "npx projen" writes what is missing when that is solved.`;
  return Object.assign(named, { message, stack: message });
}

/** A file to write, by its path below some folder. */
interface FileToWrite {
  readonly path: string;
  readonly content: string;
  /** The permission bits. */
  readonly mode: number;
}

/** Writes files into a folder that does not exist yet. They take their names at once: the folder is moved when it is complete. */
export function writeNewFiles(folder: string, files: readonly FileToWrite[]): void {
  const folders = new Set(files.map(({ path }) => join(folder, dirname(path))));
  folders.forEach((path) => mkdirSync(path, { recursive: true }));
  for (const { path, content, mode } of files) {
    const place = join(folder, path);
    try {
      // With its encoding named, Node.js writes a string in one call.
      writeFileSync(place, content, { encoding: 'utf8', mode });
      // Whatever the umask.
      chmodSync(place, mode);
    } catch (error) {
      throw Object.assign(error as Error, { dest: place });
    }
  }
}

/** Removes the temporary files that killed processes have left in these folders. */
export function removeLeftovers(folders: Iterable<string>): void {
  for (const folder of folders) {
    namesIn(folder)
      .filter((name) => isLeftOver(TEMPORARY.exec(name)?.[1]))
      .forEach((name) => removeQuietly(join(folder, name)));
  }
}

/** Whether a process that wrote its number has ended. */
export function isLeftOver(pid: string | undefined): boolean {
  if (pid === undefined || Number(pid) === process.pid) {
    return false;
  }
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Removes leftovers. They stay where the system refuses. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The next run tries again.
  }
}
