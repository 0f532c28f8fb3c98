import type { ResolvedEnvironment } from './gitops-environment';
import type { Option, OptionType } from './option';
import type { OptionRow } from './table';

/** A value for every option. The option table defines the types. */
export type ResolvedOptions = { readonly [Row in OptionRow as Row['name']]: ValueOf<Row> };

/** Options while answers are incomplete: an empty string is the placeholder for a missing or invalid answer. */
export type LenientOptions = { readonly [Name in keyof ResolvedOptions]: ResolvedOptions[Name] | '' };

type ValueOf<Row extends Option> = Row extends { readonly choices: ReadonlyArray<{ readonly value: infer Value }> }
  ? Value
  : PlainValues[Row['type']];

interface PlainValues extends Record<OptionType, unknown> {
  readonly string: string;
  readonly choice: string;
  readonly integer: number;
  readonly boolean: boolean;
  // Mutable: resolved options are also GitOpsOptions, and jsii has no read-only arrays.
  readonly list: string[];
  readonly environments: ResolvedEnvironment[];
}
