import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { filesIn } from './damaged-json';
import { afterMoves } from '../merge/moves';
import type { Answers } from '../options/option';
import type { RenderedFile } from '../render/render';
import type { Ownership } from '../render/template';

/** The record of the rendered files in a generated repository. */
export const LOCK_FILE = '.gitops-eks/lock.json';

/** The record of a rendered file. */
export interface LockedFile {
  /** Constant over releases, even if the path changes. */
  readonly id: string;
  readonly path: string;
  /** The permission bits as Git knows them: 644 or 755. */
  readonly mode: string;
  /** The hash of the rendered text, hexadecimal. */
  readonly sha256: string;
  readonly owner: Ownership;
  /** The generator version that rendered the file. Only for the user's files. */
  readonly version?: string;
  /**
   * The rendered text, as the base of a later merge. Only for the user's files; older locks lack it for `once` files.
   */
  readonly pristine?: string;
  /** The current answers do not render this file. */
  readonly unused?: true;
}

/** The contents of the lock file. */
export interface Lock {
  readonly generator: { readonly name: string; readonly version: string };
  readonly answers: Answers;
  readonly files: readonly LockedFile[];
  /** The file was truncated or has conflict markers, so that records may be missing. Never written. */
  readonly isDamaged?: boolean;
}

/** Reads the lock of a repository; undefined if it does not exist. */
export function readLock(folder: string): Lock | undefined {
  let text: string;
  try {
    text = readFileSync(`${folder}/${LOCK_FILE}`, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  try {
    const lock = JSON.parse(text);
    return Array.isArray(lock.files) ? lock : repaired(text);
  } catch {
    return repaired(text);
  }
}

/** Recovers the records of a damaged lock. If the sides of a conflict differ, either record is valid. */
function repaired(text: string): Lock {
  const files = filesIn(text, /^ {4}\{\n(?: {6}.*\n)+? {4}\}/gm).filter(isRecord);
  const paths = new Set(files.map(({ path }) => path));
  return {
    generator: { name: 'create-gitops-eks', version: '' },
    answers: {},
    files: [...paths].map((path) => files.find((file) => file.path === path) as LockedFile),
    isDamaged: true,
  };
}

function isRecord(value: unknown): value is LockedFile {
  const { path, sha256, owner } = (value ?? {}) as Partial<LockedFile>;
  return [path, sha256, owner].every((field) => typeof field === 'string');
}

/**
 * The lock after a synth.
 *
 * @param kept the records to keep, by path: an open conflict keeps the base of its merge; undefined for a file that
 * must not be recorded
 */
export function nextLock(
  previous: Lock | undefined,
  version: string,
  answers: Answers,
  files: readonly RenderedFile[],
  kept: ReadonlyMap<string, LockedFile | undefined> = new Map(),
): Lock {
  const locked = files.flatMap((file) => (kept.has(file.path) ? (kept.get(file.path) ?? []) : lockFile(file, version)));
  return {
    generator: { name: 'create-gitops-eks', version },
    answers,
    files: [...locked, ...unusedFiles(previous, files)].sort((one, other) => (one.path < other.path ? -1 : 1)),
  };
}

export function lockText(lock: Lock): string {
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

/** Records of user's files that the answers do not render. They stay, because the answers may change again. */
function unusedFiles(previous: Lock | undefined, files: readonly RenderedFile[]): LockedFile[] {
  return newlyUnused(previous, files, () => true).map((file) => ({ ...file, unused: true }));
}

/** The user's files that this synth no longer renders, but the last one did. */
export function newlyUnused(
  previous: Lock | undefined,
  files: readonly RenderedFile[],
  isNew = ({ unused }: LockedFile) => !unused,
): LockedFile[] {
  const isRendered = (record: LockedFile) =>
    files.some((file) => file.path === afterMoves(record).path || file.path === record.path);
  return (previous?.files ?? []).filter((record) => record.owner !== 'managed' && isNew(record) && !isRendered(record));
}

export function isUsers({ ownership }: RenderedFile): boolean {
  return ownership !== 'managed';
}

/** The initial permissions of a user's file. */
export function modeBits({ executable }: RenderedFile): number {
  return executable ? 0o755 : 0o644;
}

/** Returns the hash of a text. */
export function digest(text: string): string {
  return hash('sha256', text);
}

/** Returns the record of a rendered file. */
export function lockFile(file: RenderedFile, version: string): LockedFile {
  const { id, path, content, executable, ownership } = file;
  return {
    id,
    path,
    mode: executable ? '755' : '644',
    sha256: digest(content),
    owner: ownership,
    ...(isUsers(file) && { version, pristine: content }),
  };
}
