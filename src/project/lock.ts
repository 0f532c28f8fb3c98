import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { filesIn } from './damaged-json';
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
  /** The text as rendered, of merged files alone: the base of a later three-way merge. */
  readonly pristine?: string;
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
 * The lock after a synth. What is recorded of a user's file stays as it was when that file was written: it is the base
 * from which the user's edits are told apart. It stays also while the answers have no use for the file.
 */
export function nextLock(previous: Lock | undefined, version: string, answers: Answers, files: readonly RenderedFile[]): Lock {
  const locked = files.map((file) => (isUsers(file) && lockedBefore(previous, file)) || lockFile(file, version));
  const unused = (previous?.files ?? []).filter(({ owner, path }) => owner !== 'managed' && !files.some((file) => file.path === path));
  return {
    generator: { name: 'create-gitops-eks', version },
    answers,
    files: [...locked, ...unused].sort((one, other) => (one.path < other.path ? -1 : 1)),
  };
}

export function lockText(lock: Lock): string {
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

/** Whether an earlier synth has written this user's file: if it is gone now, its user deleted it. */
export function lockedBefore(previous: Lock | undefined, { path }: RenderedFile): LockedFile | undefined {
  return previous?.files.find((file) => file.path === path && file.owner !== 'managed');
}

/**
 * The user's files that the present templates and answers would render differently than they were. A new version of the
 * generator alone is no difference, although files name it.
 *
 * @param render renders the repository as if the generator had another version
 */
export function outdatedFiles(previous: Lock | undefined, render: (version: string) => readonly RenderedFile[]): string[] {
  const users = previous?.files.filter(({ version }) => version !== undefined) ?? [];
  const versions = [...new Set(users.map(({ version }) => version as string))];
  const now = new Map(versions.map((version) => [version, render(version)]));
  return users.filter(({ path, version, sha256 }) => {
    const file = now.get(version as string)?.find((rendered) => rendered.path === path);
    return file && digest(file) !== sha256;
  }).map(({ path }) => path);
}

export function isUsers({ ownership }: RenderedFile): boolean {
  return ownership !== 'managed';
}

function digest({ content }: RenderedFile): string {
  return hash('sha256', content);
}

function lockFile(file: RenderedFile, version: string): LockedFile {
  const { id, path, content, executable, ownership } = file;
  return {
    id,
    path,
    mode: executable ? '755' : '644',
    sha256: digest(file),
    owner: ownership,
    ...(ownership !== 'managed' && { version }),
    ...(ownership === 'merged' && { pristine: content }),
  };
}
