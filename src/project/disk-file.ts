import { type Stats, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasWindowsLineEnds, withUnixLineEnds } from '../merge/lines';

/** What lies at the path of a generated file. */
export type DiskFile =
  | { readonly kind: 'nothing' | 'folder' | 'link' | 'not text' | 'unreadable'; readonly bytes?: Buffer; readonly mode?: number }
  | { readonly kind: 'text'; readonly text: string; readonly mode: number; readonly bytes: Buffer };

export function readDiskFile(folder: string, path: string): DiskFile {
  const found = lookAt(join(folder, path));
  if (!found?.isFile()) {
    return { kind: found === undefined ? 'nothing' : found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'not text' };
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, path));
  } catch {
    return { kind: 'unreadable' };
  }
  const mode = found.mode % 0o1000;
  const text = decode(bytes);
  return text === undefined ? { kind: 'not text', bytes, mode } : { kind: 'text', text, mode, bytes };
}

export function isExecutable(mode: number): boolean {
  return Math.floor(mode / 0o100) % 2 === 1;
}

/** The text as it would be with the line ends with which it was rendered. */
export function normalText(text: string): string {
  return hasWindowsLineEnds(text) ? withUnixLineEnds(text) : text;
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // A part of the path is a file.
    return undefined;
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
