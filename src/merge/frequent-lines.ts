/** The number of neighbours to examine. */
const WINDOW = 100;

/** Keeps runs of frequent lines that exceed this share of their neighbourhood. */
const SHARE = 4;

/** How often a line occurs in the other file. */
enum Found {
  NEVER,
  SELDOM,
  OFTEN,
}

/**
 * Selects the lines for the search for a shortest edit script. As in Git, lines that the other file lacks count as
 * changed without a search. So do frequent lines between them, such as empty lines, which would match unrelated blocks.
 *
 * @param lines the lines as numbers
 * @param counts how often each number occurs in the other file
 * @param from the first line after the common beginning of both files
 * @param to the first line of their common end
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

/** Returns a power of two near the square root. */
function roughRoot(count: number): number {
  let root = 1;
  for (let left = count; left > 0; left = Math.floor(left / 4)) {
    root *= 2;
  }
  return Math.min(root, 1024);
}

/** Whether the other file lacks most of the lines around a frequent line. */
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
