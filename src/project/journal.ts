import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readDiskFile } from './disk-file';
import { type Lock, type LockedFile, digest } from './lock';
import type { FilePlan } from './plan';
import { writeFile } from './write-file';

/**
 * What a synth is about to write into the user's files, until the lock records it. A synth that was killed in between would merge the
 * same changes once more, and a merge of lines that are there several times is not the same when it is done twice.
 */
const JOURNAL = '.gitops-eks/merging.json';

interface Entry {
  readonly path: string;
  /** Of the merged text. */
  readonly sha256: string;
  /** The path that the file leaves. */
  readonly remove?: string;
  /** The path of the record that this one replaces. */
  readonly replaces?: string;
  readonly record: LockedFile;
}

/** The lock as it would be if the killed synth had written it, and the files that this synth was still to remove. */
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

/** To be written before the first file of the user's. */
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

/** To be called when the lock is written. */
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
