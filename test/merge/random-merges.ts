import * as fc from 'fast-check';
import type { Versions } from './judge';
import type { Answers } from '../../src/options/option';
import { commentFor, languageOf } from '../../src/render/escape';
import { validAnswers } from '../support/random-answers';
import { type PairFile, nameOf, renderPair } from '../support/render-pair';

/** A file of a pair after edits by its user, a change of its template and other answers. */
export interface RandomMerge extends Versions {
  readonly path: string;
  /** Lines that the user added: each is in no other version. */
  readonly added: readonly string[];
}

/** How many sets of answers the pairs are rendered from. Two of them make a change of answers. */
const SETS = 24;

/** The same numbers for the same seed: G. Marsaglia, "Xorshift RNGs", 2003. */
export class Random {
  private state: number;

  public constructor(seed: number) {
    this.state = (seed * 2654435761) % 4294967296 || 1;
  }

  /** A whole number below a limit. */
  public below(limit: number): number {
    let x = this.state;
    /* eslint-disable no-bitwise */
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    /* eslint-enable no-bitwise */
    return this.state % limit;
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  public chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

type Rendered = ReadonlyMap<string, PairFile>;

/** Random merges of the files of random pairs. */
export class RandomMerges {
  private readonly random: Random;
  private readonly sets: Array<{ readonly answers: Answers; readonly files: Rendered }>;
  private count = 0;

  public constructor(seed: number) {
    this.random = new Random(seed);
    this.sets = fc.sample(validAnswers, { numRuns: SETS, seed }).map((answers) => {
      // Paths hold the environment.
      const known = { ...answers, environment: 'production' };
      return { answers: known, files: new Map(renderPair(known).map((file) => [nameOf(file), file])) };
    });
  }

  public next(): RandomMerge {
    const { random } = this;
    for (;;) {
      const [before, after] = [random.pick(this.sets), random.pick(this.sets)];
      const file = random.pick([...before.files.values()]);
      const now = after.files.get(nameOf(file));
      // Managed files take part when their user owns them. The long ones are rare here, as in life.
      if (now && (file.ownership !== 'managed' || random.chance(10)) && !file.path.endsWith('.json')) {
        return this.edit(file, random.chance(80) ? now.content : file.content);
      }
    }
  }

  private edit(file: PairFile, rendered: string): RandomMerge {
    const { random } = this;
    const added: string[] = [];
    const note = () => {
      this.count += 1;
      const text = `Note ${this.count}.`;
      const line = commentFor(languageOf(file.path), text) ?? `# ${text}`;
      added.push(line);
      return line;
    };
    let ours = this.changeLines(file.content, note);
    if (file.path.includes('/overlays/') && random.chance(70)) {
      ours = ours.replace(
        /digest: sha256:0{64}/,
        () =>
          `digest: sha256:${random
            .below(2 ** 31)
            .toString(16)
            .padStart(64, 'a')}`,
      );
    }
    if (random.chance(5)) {
      ours = ours.replace(/\n/g, '\r\n');
    }
    const mine = added.filter((line) => ours.includes(line));
    return {
      path: file.path,
      base: file.content,
      ours,
      theirs: random.chance(60) ? this.changeLines(rendered, note) : rendered,
      added: mine,
    };
  }

  /** A few random edits: adds, doubles or changes lines; deletes blocks or exchanges them with the next one. */
  private changeLines(text: string, note: () => string): string {
    const { random } = this;
    const lines = text.split('\n');
    for (let left = random.below(4); left >= 0; left -= 1) {
      const at = random.below(lines.length);
      const indent = /^\s*/.exec(lines[at])?.[0] ?? '';
      switch (random.below(8)) {
        case 0:
          lines.splice(at, blockLength(lines, at));
          break;
        case 1:
          lines.splice(at, 0, '');
          break;
        case 2:
          lines.splice(at, 0, lines[at]);
          break;
        case 3:
          lines[at] = `${lines[at]}${indent}`;
          break;
        case 4: {
          const [first, second] = [blockLength(lines, at), blockLength(lines, at + blockLength(lines, at))];
          lines.splice(
            at,
            first + second,
            ...lines.slice(at + first, at + first + second),
            ...lines.slice(at, at + first),
          );
          break;
        }
        default:
          lines.splice(at, 0, ...Array.from({ length: random.below(3) + 1 }, () => `${indent}${note()}`));
      }
    }
    const changed = lines.join('\n');
    return random.chance(4) ? changed.trimEnd() : changed;
  }
}

/** The number of lines of a line and of those below it that are indented more. */
function blockLength(lines: readonly string[], at: number): number {
  const indent = (line: string) => line.length - line.trimStart().length;
  let end = at + 1;
  while (end < lines.length && lines[end] !== '' && indent(lines[end]) > indent(lines[at])) {
    end += 1;
  }
  return Math.min(end, lines.length) - at;
}
