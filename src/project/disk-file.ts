import { type Stats, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameFile } from './write-file';
import { hasWindowsLineEnds, withUnixLineEnds } from '../merge/lines';

/** The file on disk at the path of a generated file. */
export type DiskFile =
  | { readonly kind: 'nothing' | 'folder' | 'link' | 'not text'; readonly bytes?: Buffer; readonly mode?: number }
  | { readonly kind: 'text'; readonly text: string; readonly mode: number; readonly bytes: Buffer };

/** Throws if a file is unreadable: a synth must not treat it as deleted or edited. */
export function readDiskFile(folder: string, path: string): DiskFile {
  const found = lookAt(join(folder, path));
  if (!found?.isFile()) {
    return { kind: found === undefined ? 'nothing' : found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'not text' };
  }
  const bytes = read(join(folder, path));
  const mode = found.mode % 0o1000;
  const text = decode(bytes);
  return text === undefined ? { kind: 'not text', bytes, mode } : { kind: 'text', text, mode, bytes };
}

export function isExecutable(mode: number): boolean {
  return Math.floor(mode / 0o100) % 2 === 1;
}

/** The text with the line endings of a rendered text. */
export function normalText(text: string): string {
  return hasWindowsLineEnds(text) ? withUnixLineEnds(text) : text;
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') {
      // A file has replaced a folder of the path.
      return undefined;
    }
    throw nameFile(error, path);
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw nameFile(error, path);
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
