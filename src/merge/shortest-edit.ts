/**
 * The shortest edit script between two sequences: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
 * 1986, section 4b.
 *
 * Several scripts can be equally short, and the choice determines whether two edits touch. This one chooses like Git,
 * so that a merge has the same conflicts as `git merge-file`. JavaScript libraries choose differently.
 */

/** The items of each side that the other side lacks. */
export interface EditFlags {
  readonly removed: Uint8Array;
  readonly added: Uint8Array;
}

/** A part of both sequences. The end is exclusive. */
interface Box {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

/** Equal items have equal numbers. */
type Items = ArrayLike<number>;

export function shortestEdit(one: Items, other: Items): EditFlags {
  const flags = { removed: new Uint8Array(one.length), added: new Uint8Array(other.length) };
  const size = one.length + other.length + 3;
  const search = new MiddleSearch(one, other, new Int32Array(2 * size), new Int32Array(2 * size), size);
  // Uses a stack, because the depth of a recursion would grow with the number of differences.
  const open: Box[] = [{ from: 0, to: one.length, otherFrom: 0, otherTo: other.length }];
  for (let next = open.pop(); next; next = open.pop()) {
    const box = withoutEqualEnds(one, other, next);
    if (box.from === box.to) {
      flags.added.fill(1, box.otherFrom, box.otherTo);
    } else if (box.otherFrom === box.otherTo) {
      flags.removed.fill(1, box.from, box.to);
    } else {
      const [at, otherAt] = search.middleOf(box);
      open.push({ ...box, to: at, otherTo: otherAt }, { ...box, from: at, otherFrom: otherAt });
    }
  }
  return flags;
}

function withoutEqualEnds(one: Items, other: Items, box: Box): Box {
  let { from, to, otherFrom, otherTo } = box;
  while (from < to && otherFrom < otherTo && one[from] === other[otherFrom]) {
    from += 1;
    otherFrom += 1;
  }
  while (from < to && otherFrom < otherTo && one[to - 1] === other[otherTo - 1]) {
    to -= 1;
    otherTo -= 1;
  }
  return { from, to, otherFrom, otherTo };
}

/** Searches for a shortest path through a box from both corners, and finds their meeting point. */
class MiddleSearch {
  /**
   * @param ahead the furthest point of a path from the first corner on each diagonal
   * @param back the same from the last corner
   * @param zero the index of diagonal 0
   */
  public constructor(
    private readonly one: Items,
    private readonly other: Items,
    private readonly ahead: Int32Array,
    private readonly back: Int32Array,
    private readonly zero: number,
  ) {}

  public middleOf(box: Box): readonly [number, number] {
    const { ahead, back, zero } = this;
    const [lowest, highest] = [box.from - box.otherTo, box.to - box.otherFrom];
    const [first, last] = [box.from - box.otherFrom, box.to - box.otherTo];
    const isOdd = Math.abs(first - last) % 2 === 1;
    let [low, high, backLow, backHigh] = [first, first, last, last];
    ahead[zero + first] = box.from;
    back[zero + last] = box.to;
    for (;;) {
      // The range of diagonals grows by one at each end until it leaves the box, then shrinks.
      low = low > lowest ? this.border(ahead, low - 1, -1, -1) : low + 1;
      high = high < highest ? this.border(ahead, high + 1, 1, -1) : high - 1;
      for (let diagonal = high; diagonal >= low; diagonal -= 2) {
        const at = this.stepAhead(diagonal, box);
        if (isOdd && backLow <= diagonal && diagonal <= backHigh && back[zero + diagonal] <= at) {
          return [at, at - diagonal];
        }
      }
      backLow = backLow > lowest ? this.border(back, backLow - 1, -1, 0x7fffffff) : backLow + 1;
      backHigh = backHigh < highest ? this.border(back, backHigh + 1, 1, 0x7fffffff) : backHigh - 1;
      for (let diagonal = backHigh; diagonal >= backLow; diagonal -= 2) {
        const at = this.stepBack(diagonal, box);
        if (!isOdd && low <= diagonal && diagonal <= high && at <= ahead[zero + diagonal]) {
          return [at, at - diagonal];
        }
      }
    }
  }

  /** Blocks the diagonal beyond the new outermost one. Returns the new one. */
  private border(reached: Int32Array, diagonal: number, direction: number, never: number): number {
    reached[this.zero + diagonal + direction] = never;
    return diagonal;
  }

  private stepAhead(diagonal: number, { to, otherTo }: Box): number {
    const { ahead, zero, one, other } = this;
    const [below, above] = [ahead[zero + diagonal - 1], ahead[zero + diagonal + 1]];
    let at = below >= above ? below + 1 : above;
    while (at < to && at - diagonal < otherTo && one[at] === other[at - diagonal]) {
      at += 1;
    }
    ahead[zero + diagonal] = at;
    return at;
  }

  private stepBack(diagonal: number, { from, otherFrom }: Box): number {
    const { back, zero, one, other } = this;
    const [below, above] = [back[zero + diagonal - 1], back[zero + diagonal + 1]];
    let at = below < above ? below : above - 1;
    while (at > from && at - diagonal > otherFrom && one[at - 1] === other[at - diagonal - 1]) {
      at -= 1;
    }
    back[zero + diagonal] = at;
    return at;
  }
}
