/** A version range with one lower bound: `^1.2.3`, `~1.2`, `>=20` or `1.2.3`. */
interface Range {
  readonly operator: string;
  readonly version: string;
  readonly numbers: readonly number[];
  /** The prerelease after the hyphen, as in 1.0.0-beta.1. */
  readonly preview: string;
}

/**
 * Merges the version range of a package. It downgrades no package and adds the versions that the generator requires.
 *
 * Returns undefined if the package must not be listed.
 */
export function mergeRange(
  base: string | undefined,
  ours: string | undefined,
  theirs: string | undefined,
): string | undefined {
  if (ours === undefined) {
    // A package that the user removed stays removed. A newly required package is added.
    return base === undefined ? theirs : undefined;
  }
  if (theirs === undefined) {
    return ours === base ? undefined : ours;
  }
  const [mine, yours] = [readRange(ours), readRange(theirs)];
  if (theirs === base || !mine || !yours) {
    return theirs === base || ours !== base ? ours : theirs;
  }
  if (compareRanges(mine, yours) >= 0) {
    return ours;
  }
  const before = base === undefined ? undefined : readRange(base);
  const isPinnedByUser = before !== undefined && before.operator !== mine.operator && mine.operator !== '>=';
  return isPinnedByUser ? `${mine.operator}${yours.version}` : theirs;
}

function readRange(text: string): Range | undefined {
  const [, operator, version, numbers, preview = ''] =
    /^\s*(\^|~|>=|)\s*v?((\d+(?:\.\d+){0,2})(?:-([\w.-]+))?)\s*$/.exec(text) ?? [];
  return version === undefined ? undefined : { operator, version, numbers: numbers.split('.').map(Number), preview };
}

function compareRanges(one: Range, other: Range): number {
  const differences = [0, 1, 2].map((place) => (one.numbers[place] ?? 0) - (other.numbers[place] ?? 0));
  return differences.find((difference) => difference !== 0) ?? comparePreviews(one.preview, other.preview);
}

/** A prerelease precedes its release. */
function comparePreviews(one: string, other: string): number {
  if (one === '' || other === '') {
    return Number(one === '') - Number(other === '');
  }
  return one.localeCompare(other, 'en', { numeric: true });
}
