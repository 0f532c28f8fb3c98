/** A value for each name. */
export type Row = Readonly<Record<string, unknown>>;

/** A name and one of its values, by its position. */
type Choice = readonly [name: string, index: number];

/** The values that each name may have. */
export type Dimensions = Readonly<Record<string, readonly unknown[]>>;

/**
 * Rows that together cover every allowed pair of values: some dozens of rows find faults that need two values,
 * instead of millions. Greedy and deterministic.
 *
 * @param isAllowed whether a row that may still lack names can become an allowed row
 */
export function coverPairs(dimensions: Dimensions, isAllowed: (row: Row) => boolean = () => true): Row[] {
  const missing = new Set(allowedPairs(dimensions, isAllowed).map(pairKey));
  const rows: Row[] = [];
  while (missing.size > 0) {
    const chosen = completeRow(parseKey([...missing][0]), dimensions, isAllowed, missing);
    pairsOf(chosen).forEach((pair) => missing.delete(pairKey(pair)));
    rows.push(toRow(chosen, dimensions));
  }
  return rows;
}

/** Every pair of values that one row may contain. */
export function allowedPairs(dimensions: Dimensions, isAllowed: (row: Row) => boolean): Array<[Choice, Choice]> {
  const choices = Object.entries(dimensions).flatMap(([name, values]) =>
    values.map((_, index): Choice => [name, index]),
  );
  return choices.flatMap((one, position) =>
    choices
      .slice(position + 1)
      .filter((other) => other[0] !== one[0] && isAllowed(toRow([one, other], dimensions)))
      .map((other): [Choice, Choice] => [one, other]),
  );
}

/** Adds values to two choices, name by name, each covering the most missing pairs. */
function completeRow(
  start: readonly Choice[], dimensions: Dimensions, isAllowed: (row: Row) => boolean, missing: ReadonlySet<string>,
): Choice[] {
  const chosen = [...start];
  for (const name of Object.keys(dimensions).filter((candidate) => !start.some(([taken]) => taken === candidate))) {
    const gain = (choice: Choice) => chosen.filter((other) => missing.has(pairKey([choice, other]))).length;
    const [best] = dimensions[name]
      .map((_, index): Choice => [name, index])
      .filter((choice) => isAllowed(toRow([...chosen, choice], dimensions)))
      .sort((one, other) => gain(other) - gain(one));
    if (!best) {
      throw new Error(`no value of ${name} goes with ${JSON.stringify(toRow(chosen, dimensions))}`);
    }
    chosen.push(best);
  }
  return chosen;
}

function pairsOf(chosen: readonly Choice[]): Array<[Choice, Choice]> {
  return chosen.flatMap((one, position) => chosen.slice(position + 1).map((other): [Choice, Choice] => [one, other]));
}

function pairKey(pair: readonly [Choice, Choice]): string {
  return JSON.stringify([...pair].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function parseKey(key: string): readonly Choice[] {
  return JSON.parse(key);
}

function toRow(chosen: readonly Choice[], dimensions: Dimensions): Row {
  return Object.fromEntries(chosen.map(([name, index]) => [name, dimensions[name][index]]));
}
