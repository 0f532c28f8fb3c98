import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { filesIn } from './damaged-json';
import { afterMoves } from '../merge/moves';
import type { Answers } from '../options/option';
import type { RenderedFile } from '../render/render';
import type { Ownership } from '../render/template';

/** Where a generated repository records what was rendered. */
export const LOCK_FILE = '.gitops-eks/lock.json';

/** What was rendered of one file. */
export interface LockedFile {
  /** Stays the same over releases, also where the path changes. */
  readonly id: string;
  readonly path: string;
  /** The permission bits as Git knows them: 644 or 755. */
  readonly mode: string;
  /** Hexadecimal, of the text as rendered. */
  readonly sha256: string;
  readonly owner: Ownership;
  /** The generator's version that rendered it, of the user's files alone. */
  readonly version?: string;
  /** The text as rendered, of the user's files alone: the base of a later three-way merge. Older locks have none of `once` files. */
  readonly pristine?: string;
  /** The answers have no use for this file at present. */
  readonly unused?: true;
}

/** The contents of the lock file. */
export interface Lock {
  readonly generator: { readonly name: string; readonly version: string };
  readonly answers: Answers;
  readonly files: readonly LockedFile[];
  /** What was read was cut, or has conflict markers: records may be lost. Never written. */
  readonly isDamaged?: boolean;
}

/** The lock of a repository; undefined where there is none yet. */
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

/** The records that a damaged lock still holds. Of those that differ between the sides of a conflict, the first is as good as the second. */
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
 * @param kept what stays on record of a file, by its path: the base of a merge does not move while a conflict is open; undefined
 * for a file of which nothing is to be recorded
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

/** Records of the user's files for which the answers have no use. They stay: the answers may change again. */
function unusedFiles(previous: Lock | undefined, files: readonly RenderedFile[]): LockedFile[] {
  return newlyUnused(previous, files, () => true).map((file) => ({ ...file, unused: true }));
}

/** The user's files that are no longer rendered, since this synth. */
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

/** The permissions of a file of the user's, as it is written first. */
export function modeBits({ executable }: RenderedFile): number {
  return executable ? 0o755 : 0o644;
}

/** The hash by which a text is known again. */
export function digest(text: string): string {
  return hash('sha256', text);
}

/** The record of a file as it is rendered now. */
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
