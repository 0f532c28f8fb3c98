import { type Change, changesBetween } from './changes';
import { splitLines } from './lines';

/** Context lines around each change. */
const CONTEXT = 3;

/** The unified diff of two texts, as `diff -u` prints it without the header. Empty for equal texts. */
export function showChanges(before: string, after: string): string[] {
  const [one, other] = [splitLines(before), splitLines(after)];
  return hunks(changesBetween(one, other)).flatMap((changes) => {
    const [first, last] = [changes[0], changes[changes.length - 1]];
    const start = Math.max(first.start - CONTEXT, 0);
    const end = Math.min(last.end + CONTEXT, one.length);
    const otherStart = first.otherStart - (first.start - start);
    const otherEnd = last.otherEnd + (end - last.end);
    const lines: string[] = [];
    let at = start;
    for (const change of changes) {
      lines.push(...one.slice(at, change.start).map((line) => ` ${line}`));
      lines.push(...one.slice(change.start, change.end).map((line) => `-${line}`));
      lines.push(...other.slice(change.otherStart, change.otherEnd).map((line) => `+${line}`));
      at = change.end;
    }
    lines.push(...one.slice(at, end).map((line) => ` ${line}`));
    return [`@@ -${range(start, end)} +${range(otherStart, otherEnd)} @@`, ...lines.map((line) => line.replace(/\r?\n$/, ''))];
  });
}

/** Combines changes that are close to each other. */
function hunks(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && change.start - before.end <= 2 * CONTEXT) {
      group.push(change);
    } else {
      groups.push([change]);
    }
  }
  return groups;
}

function range(start: number, end: number): string {
  return `${end > start ? start + 1 : start},${end - start}`;
}
