import { type Change, changesBetween } from './changes';
import { splitLines } from './lines';

/** Lines that both sides changed differently. */
export interface Region {
  /** The first line in the user's file, counted from 1. */
  readonly line: number;
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** The merged items or the conflicts. */
export type Merged<T> =
  | { readonly merged: T; readonly conflicts?: undefined }
  | { readonly merged?: undefined; readonly conflicts: readonly Region[] };

/**
 * Merges the changes of two sides to a text. Like `git merge-file`, it reports a conflict if changes overlap or touch,
 * unless both sides have the same lines there.
 */
export function mergeText(base: string, ours: string, theirs: string): Merged<string> {
  const { merged, conflicts } = mergeLines(splitLines(base), splitLines(ours), splitLines(theirs));
  return merged ? { merged: merged.join('') } : { conflicts };
}

export function mergeLines(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): Merged<string[]> {
  const conflicts: Region[] = [];
  const merged = walk(base, ours, theirs, (region) => {
    conflicts.push(region);
    return [];
  });
  return conflicts.length > 0 ? { conflicts } : { merged };
}

/** The merged text with the conflict markers of `git merge-file --diff3`. */
export function markConflicts(base: string, ours: string, theirs: string): string {
  const whole = (lines: readonly string[]) => lines.map((line) => (line.endsWith('\n') ? line : `${line}\n`));
  return walk(splitLines(base), splitLines(ours), splitLines(theirs), (region) => [
    '<<<<<<< ours\n',
    ...whole(region.ours),
    '||||||| base\n',
    ...whole(region.base),
    '=======\n',
    ...whole(region.theirs),
    '>>>>>>> theirs\n',
  ]).join('');
}

type Settle = (region: Region) => readonly string[];

function walk(base: readonly string[], ours: readonly string[], theirs: readonly string[], settle: Settle): string[] {
  const merged: string[] = [];
  const sides = [new Side(changesBetween(base, ours), ours), new Side(changesBetween(base, theirs), theirs)];
  let at = 0;
  while (sides.some(({ next }) => next)) {
    const { start, end } = nextBlock(sides);
    const [mine, yours] = sides.map((side) => side.take(start, end));
    merged.push(...base.slice(at, start));
    at = end;
    if (!mine.isChanged || !yours.isChanged) {
      merged.push(...(mine.isChanged ? mine.lines : yours.lines));
    } else if (
      mine.lines.length === yours.lines.length &&
      mine.lines.every((line, index) => line === yours.lines[index])
    ) {
      merged.push(...mine.lines);
    } else {
      merged.push(
        ...settle({ line: mine.start + 1, base: base.slice(start, end), ours: mine.lines, theirs: yours.lines }),
      );
    }
  }
  merged.push(...base.slice(at));
  return merged;
}

/** The lines of the base that the next changes cover. Combines changes of both sides that overlap or touch. */
function nextBlock(sides: readonly Side[]): { start: number; end: number } {
  const start = Math.min(...sides.map(({ next }) => next?.start ?? Infinity));
  let end = start;
  for (let grows = true; grows;) {
    const reached = Math.max(end, ...sides.map((side) => side.reach(end)));
    grows = reached > end;
    end = reached;
  }
  return { start, end };
}

/** The changes of one side, read block by block. */
class Side {
  private index = 0;
  /** The offset of this side's lines to those of the base. */
  private shift = 0;

  public constructor(
    private readonly changes: readonly Change[],
    private readonly lines: readonly string[],
  ) {}

  public get next(): Change | undefined {
    return this.changes[this.index];
  }

  /** The end of the last change that begins at or before this line of the base. */
  public reach(end: number): number {
    let reached = end;
    for (let index = this.index; this.changes[index]?.start <= end; index += 1) {
      reached = this.changes[index].end;
    }
    return reached;
  }

  /** The lines of this side in a block of the base. */
  public take(start: number, end: number): { start: number; lines: readonly string[]; isChanged: boolean } {
    const first = start + this.shift;
    const before = this.index;
    while (this.next && this.next.start <= end) {
      this.shift = this.next.otherEnd - this.next.end;
      this.index += 1;
    }
    return { start: first, lines: this.lines.slice(first, end + this.shift), isChanged: this.index > before };
  }
}
