import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readDiskFile } from './disk-file';
import { type Lock, type LockedFile, digest } from './lock';
import type { FilePlan } from './plan';
import { writeFile } from './write-file';

/**
 * The synth's changes to the user's files until the lock records them. If a synth is killed before that, the next one
 * would merge the same changes again, and repeating a merge of duplicate lines changes its result.
 */
const JOURNAL = '.gitops-eks/merging.json';

interface Entry {
  readonly path: string;
  /** The hash of the merged text. */
  readonly sha256: string;
  /** The previous path of the file. */
  readonly remove?: string;
  /** The path of the previous record. */
  readonly replaces?: string;
  readonly record: LockedFile;
}

/** The lock that the killed synth would have written, and the files that it did not remove. */
export interface Recovered {
  readonly lock?: Lock;
  readonly leftovers: readonly string[];
}

export function recover(folder: string, lock: Lock | undefined): Recovered {
  const done =
    lock === undefined
      ? []
      : readJournal(folder).filter(({ path, sha256 }) => {
        const disk = readDiskFile(folder, path);
        return disk.kind === 'text' && digest(disk.text) === sha256;
      });
  if (lock === undefined || done.length === 0) {
    return { lock, leftovers: [] };
  }
  const replaced = new Set(
    done.flatMap(({ replaces, record }) => [record.path, ...(replaces === undefined ? [] : [replaces])]),
  );
  return {
    lock: {
      ...lock,
      files: [...lock.files.filter(({ path }) => !replaced.has(path)), ...done.map(({ record }) => record)],
    },
    leftovers: done.flatMap(({ remove }) => remove ?? []),
  };
}

/** Writes the journal. Call it before the first user's file is written. */
export function writeJournal(folder: string, plans: readonly FilePlan[], lock: Lock): void {
  const entries = plans.flatMap(({ write, remove, record: before, file }): Entry[] => {
    const record = lock.files.find(({ path }) => path === file.path);
    return write && record
      ? [{ path: write.path, sha256: digest(write.text), remove, replaces: before?.path, record }]
      : [];
  });
  if (entries.length > 0) {
    writeFile(join(folder, JOURNAL), `${JSON.stringify(entries, undefined, 2)}\n`, 0o644);
  }
}

/** Removes the journal. Call it after the lock is written. */
export function removeJournal(folder: string): void {
  rmSync(join(folder, JOURNAL), { force: true });
}

function readJournal(folder: string): Entry[] {
  try {
    return JSON.parse(readFileSync(join(folder, JOURNAL), 'utf8'));
  } catch {
    return [];
  }
}
