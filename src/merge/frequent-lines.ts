/** How many neighbours are looked at. */
const WINDOW = 100;

/** Runs of frequent lines longer than this share of their neighbourhood stay. */
const SHARE = 4;

/** How often a line is in the other file. */
enum Found {
  NEVER,
  SELDOM,
  OFTEN,
}

/**
 * The lines that take part in the search for a shortest edit script. As in Git, those that the other file does not have are changed
 * without a search, and so are frequent ones, such as empty lines, in the middle of these: they would tie unrelated
 * blocks to each other.
 *
 * @param lines the lines as numbers
 * @param counts how often each number is in the other file
 * @param from the first line that is not equal at the beginning of both files
 * @param to the line after the last one that is not equal at their ends
 */
export function linesToSearch(
  lines: ArrayLike<number>,
  counts: ReadonlyMap<number, number>,
  from: number,
  to: number,
): number[] {
  const often = roughRoot(lines.length);
  const found = Array.from({ length: to - from }, (_, index) => {
    const count = counts.get(lines[from + index]) ?? 0;
    return count === 0 ? Found.NEVER : count >= often ? Found.OFTEN : Found.SELDOM;
  });
  return found.flatMap((how, index) =>
    how === Found.SELDOM || (how === Found.OFTEN && !isSurrounded(found, index)) ? [from + index] : [],
  );
}

/** A power of two near the square root. */
function roughRoot(count: number): number {
  let root = 1;
  for (let left = count; left > 0; left = Math.floor(left / 4)) {
    root *= 2;
  }
  return Math.min(root, 1024);
}

/** Whether the lines around a frequent one are mostly those that the other file does not have. */
function isSurrounded(found: readonly Found[], at: number): boolean {
  const before = neighbours(found, at, -1);
  const after = neighbours(found, at, 1);
  if (before.never === 0 || after.never === 0) {
    return false;
  }
  const often = before.often + after.often + 2;
  return often * SHARE < often + before.never + after.never;
}

function neighbours(found: readonly Found[], at: number, step: number): { never: number; often: number } {
  const counts = { never: 0, often: 0 };
  for (let distance = 1; distance <= WINDOW; distance += 1) {
    const how = found[at + step * distance];
    if (how === undefined || how === Found.SELDOM) {
      break;
    }
    counts[how === Found.NEVER ? 'never' : 'often'] += 1;
  }
  return counts;
}
