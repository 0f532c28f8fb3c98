import { linesToSearch } from './frequent-lines';
import { shortestEdit } from './shortest-edit';
import { slideGroups } from './slide';

/** Lines of the first file, and the lines of the second file that replace them. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly otherStart: number;
  readonly otherEnd: number;
}

/** Returns the same changes between two files as Git. */
export function changesBetween(one: readonly string[], other: readonly string[]): Change[] {
  const numbers = new Map<string, number>();
  const [lines, otherLines] = [one, other].map((texts) =>
    Int32Array.from(texts, (text) => {
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    }),
  );
  const flags = findEdits(lines, otherLines);
  slideGroups(flags.removed, lines, flags.added, otherLines);
  slideGroups(flags.added, otherLines, flags.removed, lines);
  return listChanges(flags.removed, flags.added);
}

interface Flags {
  readonly removed: Uint8Array;
  readonly added: Uint8Array;
}

function findEdits(lines: Int32Array, otherLines: Int32Array): Flags {
  const shorter = Math.min(lines.length, otherLines.length);
  let before = 0;
  while (before < shorter && lines[before] === otherLines[before]) {
    before += 1;
  }
  let after = 0;
  while (after < shorter - before && lines[lines.length - 1 - after] === otherLines[otherLines.length - 1 - after]) {
    after += 1;
  }
  const searched = linesToSearch(lines, countsOf(otherLines), before, lines.length - after);
  const otherSearched = linesToSearch(otherLines, countsOf(lines), before, otherLines.length - after);
  const { removed, added } = shortestEdit(
    searched.map((at) => lines[at]),
    otherSearched.map((at) => otherLines[at]),
  );
  return {
    removed: flagsOf(lines.length, before, after, searched, removed),
    added: flagsOf(otherLines.length, before, after, otherSearched, added),
  };
}

function countsOf(lines: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  lines.forEach((line) => counts.set(line, (counts.get(line) ?? 0) + 1));
  return counts;
}

/** The flags of all lines. Lines outside the search count as changed, except the equal ones at both ends. */
function flagsOf(
  length: number,
  before: number,
  after: number,
  searched: readonly number[],
  found: Uint8Array,
): Uint8Array {
  const flags = new Uint8Array(length).fill(1, before, length - after);
  searched.forEach((at, index) => {
    flags[at] = found[index];
  });
  return flags;
}

function listChanges(removed: Uint8Array, added: Uint8Array): Change[] {
  const changes: Change[] = [];
  let [at, otherAt] = [0, 0];
  while (at < removed.length || otherAt < added.length) {
    const [start, otherStart] = [at, otherAt];
    while (removed[at] === 1) {
      at += 1;
    }
    while (added[otherAt] === 1) {
      otherAt += 1;
    }
    if (at > start || otherAt > otherStart) {
      changes.push({ start, end: at, otherStart, otherEnd: otherAt });
    } else {
      at += 1;
      otherAt += 1;
    }
  }
  return changes;
}
