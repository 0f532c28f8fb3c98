import { flagOf } from './option';

/** An answer that breaks a rule. */
export interface Problem {
  /** The option's name as the user gave it. */
  readonly option: string;
  /** The value as the user gave it; undefined if it is missing. */
  readonly value?: unknown;
  /** The rule that the value breaks ("must …"). */
  readonly rule: string;
}

/** Reports every problem of the answers at once. */
export class OptionsError extends Error {
  readonly #problems: readonly Problem[];

  public constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.#problems = problems;
    this.name = 'OptionsError';
    // projen prints the stack. The user must correct an answer, so the message alone is enough.
    this.stack = `${this.name}: ${this.message}`;
  }

  public get problems(): readonly Problem[] {
    return this.#problems;
  }
}

/** Describes a problem in one line: the option, the value and the rule. */
export function describeProblem({ option, value, rule }: Problem): string {
  const name = /^[A-Za-z0-9_-]+$/.test(option) ? `${option} (--${flagOf(option)})` : quote(option);
  return value === undefined ? `${name}: ${rule}` : `${name} is ${quote(value)}: ${rule}`;
}

/**
 * A value in quotes. Invisible and bidirectional control characters are escaped, because terminals would obey or hide
 * them.
 */
export function quote(value: unknown): string {
  const text =
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? String(value);
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`,
  );
}
