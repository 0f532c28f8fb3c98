import type * as enums from './enums';

/** Answers by option name: as given, so of any type, and possibly wrong. */
export type Answers = Readonly<Record<string, unknown>>;

/** The value of a resolved option. */
export type OptionValue = string | number | boolean | readonly string[];

/** Values by option name, for code that reads whichever option the table names. */
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** How values of an option look, from which the flag, the prompt, the struct field and the JSON Schema follow. */
export type OptionType = 'string' | 'integer' | 'boolean' | 'choice' | 'list';

/** One value of a `choice` option. */
export interface Choice {
  readonly value: string;
  /** The product's own name, where generated text names it. */
  readonly title?: string;
  /** A few words that help to choose. */
  readonly hint?: string;
}

/** What another option must say so that an option has an effect. */
export interface Condition {
  readonly option: string;
  /** One of them is enough. */
  readonly values: readonly OptionValue[];
}

/** Options that belong together: one entry of the menu behind "More options?". */
export interface Topic {
  readonly title: string;
  readonly options: readonly Option[];
}

/** One row of the option table. */
export interface Option {
  /** lowerCamelCase; the flag is the same in kebab-case. */
  readonly name: string;
  readonly type: OptionType;
  /** One sentence: what the option decides. */
  readonly summary: string;
  /** The question that the prompt asks. */
  readonly question: string;
  /** When the prompt comes: at once, or only from the menu behind "More options?". */
  readonly ask: 'first' | 'more';
  /** The values of a `choice`, default first unless `initial` says otherwise. */
  readonly choices?: readonly Choice[];
  /** The TypeScript enum of a `choice`; without one the struct field is a string. */
  readonly enumName?: keyof typeof enums;
  /** The smallest and the largest `integer`. */
  readonly range?: readonly [number, number];
  /** No default: an answer is required. */
  readonly required?: boolean;
  /** What the prompt proposes for a required option. */
  readonly proposal?: string;
  /** The values of a `string` that has too many for a menu: the prompt searches them by value and hint. */
  readonly searchable?: readonly Choice[];
  /** Turns a `string` as people type it into its usual form. */
  readonly tidy?: (text: string) => string;
  /** The default, computed from the options above this row. */
  readonly initial?: (resolved: OptionValues) => OptionValue;
  /** The default in words, where it is not a plain value. */
  readonly initialText?: string;
  /** The rule for a well-typed value: undefined when it holds, else the rule in words ("must …"). */
  readonly check?: (value: OptionValue, resolved: OptionValues) => string | undefined;
  /** The option has an effect only when all of these hold. */
  readonly when?: readonly Condition[];
}

/** Whether an option has an effect, given the ones above it. Unresolved options count as satisfied. */
export function hasEffect({ when = [] }: Option, resolved: Answers): boolean {
  return when.every(
    ({ option, values }) => resolved[option] === undefined || values.includes(resolved[option] as OptionValue),
  );
}

/** "has an effect only when scanner is ecr": undefined for an option that always has one. */
export function effectRule({ when }: Option): string | undefined {
  return (
    when &&
    `has an effect only when ${when.map(({ option, values }) => `${option} is ${values.join(' or ')}`).join(' and ')}`
  );
}

/** `appName` → `app-name`: the flag without its dashes. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
