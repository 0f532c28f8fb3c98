/** A group of changed lines with an exclusive end. Start and end are equal if the group is empty. */
class Group {
  public start = 0;
  public end = 0;

  public constructor(
    private readonly flags: Uint8Array,
    private readonly lines: ArrayLike<number>,
  ) {
    this.extend();
  }

  public get isEmpty(): boolean {
    return this.start === this.end;
  }

  public get length(): number {
    return this.end - this.start;
  }

  public next(): boolean {
    if (this.end === this.lines.length) {
      return false;
    }
    this.start = this.end + 1;
    this.end = this.start;
    this.extend();
    return true;
  }

  public previous(): void {
    this.end = this.start - 1;
    this.start = this.end;
    this.extendUp();
  }

  /** Moves the group by one line and joins it with an adjacent group. */
  public slideUp(): boolean {
    const { flags, lines } = this;
    if (this.start === 0 || lines[this.start - 1] !== lines[this.end - 1]) {
      return false;
    }
    flags[(this.start -= 1)] = 1;
    flags[(this.end -= 1)] = 0;
    this.extendUp();
    return true;
  }

  public slideDown(): boolean {
    const { flags, lines } = this;
    if (this.end === lines.length || lines[this.start] !== lines[this.end]) {
      return false;
    }
    flags[this.start] = 0;
    flags[this.end] = 1;
    this.start += 1;
    this.end += 1;
    this.extend();
    return true;
  }

  private extend(): void {
    while (this.flags[this.end] === 1) {
      this.end += 1;
    }
  }

  private extendUp(): void {
    while (this.start > 0 && this.flags[this.start - 1] === 1) {
      this.start -= 1;
    }
  }
}

/**
 * Slides each group of changed lines down as far as equal lines permit, or to the last change of the other file that it
 * passes. Git chooses in this way which of two equal lines was added.
 *
 * @param flags the changed lines of one file; modified in place
 * @param lines its lines as numbers
 */
export function slideGroups(
  flags: Uint8Array,
  lines: ArrayLike<number>,
  otherFlags: Uint8Array,
  otherLines: ArrayLike<number>,
): void {
  const group = new Group(flags, lines);
  const other = new Group(otherFlags, otherLines);
  do {
    if (!group.isEmpty) {
      slide(group, other);
    }
  } while (group.next() && other.next());
}

function slide(group: Group, other: Group): void {
  let [length, highest, aligned] = [0, 0, false];
  do {
    length = group.length;
    while (group.slideUp()) {
      other.previous();
    }
    highest = group.end;
    aligned = !other.isEmpty;
    while (group.slideDown()) {
      other.next();
      aligned = aligned || !other.isEmpty;
    }
    // A joined group continues to slide.
  } while (length !== group.length);
  while (group.end !== highest && aligned && other.isEmpty) {
    group.slideUp();
    other.previous();
  }
}
