/**
 * Returns the name that is closest to a misspelled one; undefined if none is close.
 *
 * @param names the valid names
 */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const typed = text.toLowerCase();
  const allowed = Math.floor(typed.length / 3);
  const [best] = names
    .map((name) => ({ name, edits: distance(typed, name.toLowerCase()) }))
    .filter(({ edits }) => edits <= allowed)
    .sort((one, other) => one.edits - other.edits);
  return best?.name;
}

/** Returns `, did you mean eu-west-1?`, or an empty string if no name is close. */
export function didYouMean(text: string, names: readonly string[]): string {
  const name = nearest(text, names);
  return name === undefined ? '' : `, did you mean ${name}?`;
}

/** The optimal string alignment distance: a transposition counts as one edit. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= other.length; column++) {
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      rows[row].push(Math.min(
        rows[row - 1][column] + 1,
        rows[row][column - 1] + 1,
        rows[row - 1][column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1),
        swapped ? rows[row - 2][column - 2] + 1 : Infinity,
      ));
    }
  }
  return rows[one.length][other.length];
}
