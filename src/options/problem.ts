import { flagOf } from './option';

/** What is wrong with one answer. */
export interface Problem {
  /** The option's name, as given. */
  readonly option: string;
  /** The value as given, undefined where there is none. */
  readonly value?: unknown;
  /** The rule that the value breaks ("must …"). */
  readonly rule: string;
}

/** Answers that cannot be used: every problem at once. */
export class OptionsError extends Error {
  readonly #problems: readonly Problem[];

  public constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.#problems = problems;
    this.name = 'OptionsError';
    // projen shows it as it is, to somebody who is to mend an answer and not this program.
    this.stack = `${this.name}: ${this.message}`;
  }

  public get problems(): readonly Problem[] {
    return this.#problems;
  }
}

/** One line: the option, the value and the rule. */
export function describeProblem({ option, value, rule }: Problem): string {
  const name = /^[A-Za-z0-9_-]+$/.test(option) ? `${option} (--${flagOf(option)})` : quote(option);
  return value === undefined ? `${name}: ${rule}` : `${name} is ${quote(value)}: ${rule}`;
}

/** A value as a terminal can show it: what is invisible, or turns the direction of writing, is spelled out. */
export function quote(value: unknown): string {
  const text =
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? String(value);
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}
