import { type Dirent, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { normalText, readDiskFile } from './disk-file';
import { splitLines } from '../merge/lines';

/** Folders to skip in the search. */
const SKIPPED = /^(node_modules|\.git|\.projen|\.gitops-eks|cdk\.out|dist|coverage)$/;

/** The maximum number of files to search, so that a synth stays fast. */
const MOST_FILES = 3000;

/** The minimum similarity to detect a move. Git has the same threshold for renames. */
const SIMILAR = 0.5;

/**
 * Finds the new path of a generated file that the user moved or renamed: the file with the most lines of the rendered
 * text, among those with the same name or extension. Undefined if no file is similar.
 *
 * @param taken paths that belong to other files
 */
export function findMovedFile(
  folder: string,
  path: string,
  pristine: string,
  taken: ReadonlySet<string>,
): string | undefined {
  const candidates = filesBelow(folder).filter(
    (other) =>
      !taken.has(other) &&
      (basename(other) === basename(path) || (extname(path) !== '' && extname(other) === extname(path))),
  );
  let best: { readonly path: string; readonly share: number } | undefined;
  for (const candidate of candidates) {
    const share = similarity(pristine, textOf(folder, candidate));
    if (share >= SIMILAR && share > (best?.share ?? 0)) {
      best = { path: candidate, share };
    }
  }
  return best?.path;
}

/** Returns an empty string for binary and unreadable files, which are not generated. */
function textOf(folder: string, path: string): string {
  try {
    const file = readDiskFile(folder, path);
    return file.kind === 'text' ? normalText(file.text) : '';
  } catch {
    return '';
  }
}

/** The share of characters in common lines. */
function similarity(one: string, other: string): number {
  const counts = new Map<string, number>();
  splitLines(one).forEach((line) => counts.set(line, (counts.get(line) ?? 0) + 1));
  const common = splitLines(other).filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left > 0;
  });
  return common.join('').length / Math.max(one.length, other.length, 1);
}

function filesBelow(folder: string): string[] {
  const files: string[] = [];
  const open = [''];
  for (let next = open.pop(); next !== undefined && files.length < MOST_FILES; next = open.pop()) {
    for (const entry of entriesOf(join(folder, next)).filter(({ name }) => !SKIPPED.test(name))) {
      const path = next === '' ? entry.name : `${next}/${entry.name}`;
      if (entry.isDirectory()) {
        open.push(path);
      } else if (entry.isFile()) {
        files.push(path);
      }
    }
  }
  return files.sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
