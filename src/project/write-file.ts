import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describeSystemError } from './system-error';

/** The name of a temporary file. It contains the process ID. */
const TEMPORARY = /^\.gitops-eks-(\d+)-/;

/**
 * Writes a file atomically: to a temporary file in the same folder, then a rename. Does not write a file that already
 * has this content.
 *
 * @param mode the permission bits
 */
export function writeFile(path: string, content: string | Buffer, mode: number): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (
    found?.isFile() &&
    found.size === Buffer.byteLength(content) &&
    readFileSync(path).equals(Buffer.from(content as string))
  ) {
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
      // Windows does not replace a read-only file.
      chmodSync(path, 0o600);
    }
    renameSync(temporary, path);
  } catch (error) {
    removeQuietly(temporary);
    throw nameFile(error, path);
  }
}

/** Writes a file, and creates its folder if the first attempt fails. Most folders already exist. */
function writeInFolder(path: string, content: string | Buffer): void {
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

/**
 * Adds the path and the next step to the message of an error. Removes the stack, because the cause is not in this
 * program.
 */
export function nameFile(error: unknown, path: string): unknown {
  const named = Object.assign(error as Error, { dest: path });
  const message = `${describeSystemError(named) ?? named.message}. Solve this, then run "npx projen" to write the missing files.`;
  return Object.assign(named, { message, stack: message });
}

/** A file to write. The path is relative to a folder. */
interface FileToWrite {
  readonly path: string;
  readonly content: string;
  /** The permission bits. */
  readonly mode: number;
}

/**
 * Writes files into a new folder. No temporary files are necessary: the caller moves the folder when it is complete.
 */
export function writeNewFiles(folder: string, files: readonly FileToWrite[]): void {
  const folders = new Set(files.map(({ path }) => dirname(path)));
  folders.forEach((path) => mkdirSync(join(folder, path), { recursive: true }));
  // The umask must not remove bits. A chmod for each file would take 2 ms more for a pair.
  const umask = process.umask(0);
  try {
    for (const { path, content, mode } of files) {
      writeNewFile(`${folder}/${path}`, content, mode);
    }
  } finally {
    process.umask(umask);
  }
}

function writeNewFile(path: string, content: string, mode: number): void {
  try {
    // With an explicit encoding, Node.js writes a string in one call.
    writeFileSync(path, content, { encoding: 'utf8', mode });
  } catch (error) {
    throw Object.assign(error as Error, { dest: join(path) });
  }
}

/** Removes the temporary files of killed processes from these folders. */
export function removeLeftovers(folders: Iterable<string>): void {
  for (const folder of folders) {
    namesIn(folder)
      .filter((name) => isLeftOver(TEMPORARY.exec(name)?.[1]))
      .forEach((name) => removeQuietly(join(folder, name)));
  }
}

/** A folder and all folders below it. */
export function foldersIn(folder: string): string[] {
  const below = namesIn(folder).map((name) => join(folder, name));
  return [
    folder,
    ...below.filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory()).flatMap(foldersIn),
  ];
}

/** Whether the process with this ID has exited. False for this process and for undefined. */
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

/** Removes a file or folder. Ignores errors. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The next run tries again.
  }
}

/** Removes the folders that a removed file has left empty. */
export function removeEmptyFolders(root: string, path: string): void {
  try {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      rmdirSync(join(root, folder));
    }
  } catch {
    // A folder that is not empty stays.
  }
}
