import type * as enums from './enums';
import type { ResolvedEnvironment } from './gitops-environment';

/** Answers by option name, before validation. */
export type Answers = Readonly<Record<string, unknown>>;

/** The value of a resolved option. */
export type OptionValue = string | number | boolean | readonly string[] | readonly ResolvedEnvironment[];

/** Values by option name, for code that reads options by a variable name. */
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** The type of an option's values. The flag, the prompt, the struct field and the JSON Schema depend on it. */
export type OptionType = 'string' | 'integer' | 'boolean' | 'choice' | 'list' | 'environments';

/** One value of a `choice` option. */
export interface Choice {
  readonly value: string;
  /** The product name in generated text. Default: the value. */
  readonly title?: string;
  /** A short explanation in menus. */
  readonly hint?: string;
}

/** The values of another option with which an option has an effect. */
export interface Condition {
  readonly option: string;
  /** The option must have one of them. */
  readonly values: readonly OptionValue[];
}

/** A group of options: one entry of the menu "More options?". */
export interface Topic {
  readonly title: string;
  readonly options: readonly Option[];
}

/** One row of the option table. */
export interface Option {
  /** In lowerCamelCase. The flag is the same name in kebab-case. */
  readonly name: string;
  readonly type: OptionType;
  /** The meaning of the option, in one or two sentences. */
  readonly summary: string;
  /** The question that the prompt asks. */
  readonly question: string;
  /** When the prompt appears: in the first questions, or only through the menu "More options?". */
  readonly ask: 'first' | 'more';
  /** The values of a `choice`. The first one is the default, unless `initial` is set. */
  readonly choices?: readonly Choice[];
  /** The TypeScript enum of a `choice`. Without one, the struct field is a string. */
  readonly enumName?: keyof typeof enums;
  /** The minimum and the maximum of an `integer`. */
  readonly range?: readonly [number, number];
  /** Whether an answer is required while the option has an effect. Such an option has no default. */
  readonly required?: boolean;
  /** The answer that the prompt proposes for a required option. */
  readonly proposal?: string;
  /** The values of a `string` with too many values for a menu. The prompt searches them by value and hint. */
  readonly searchable?: readonly Choice[];
  /** Normalizes a typed `string`. */
  readonly tidy?: (text: string) => string;
  /** Computes the default from the options above this row. */
  readonly initial?: (resolved: OptionValues) => OptionValue;
  /** The default in words, if it is not a constant. */
  readonly initialText?: string;
  /** Checks a value of the right type. Returns the rule that it breaks ("must …"); undefined if it is valid. */
  readonly check?: (value: OptionValue, resolved: OptionValues) => string | undefined;
  /** The option has an effect only if all conditions hold. */
  readonly when?: readonly Condition[];
}

/** Whether an option has an effect, given the options above it. Conditions on unresolved options count as satisfied. */
export function hasEffect({ when = [] }: Option, resolved: Answers): boolean {
  return when.every(
    ({ option, values }) => resolved[option] === undefined || values.includes(resolved[option] as OptionValue),
  );
}

/** Returns "when scanner is ecr"; undefined for an option without conditions. */
export function conditionText({ when }: Option): string | undefined {
  return when && `when ${when.map(({ option, values }) => `${option} is ${values.join(' or ')}`).join(' and ')}`;
}

/** The name of an option's flag, without dashes: `appName` → `app-name`. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
