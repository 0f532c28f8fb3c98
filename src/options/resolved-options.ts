import type { Option, OptionType } from './option';
import type { OptionRow } from './table';

/** Every option with a value of its own type, as the option table defines it. */
export type ResolvedOptions = { readonly [Row in OptionRow as Row['name']]: ValueOf<Row> };

/** As far as the answers are known: an empty string stands for an answer that is missing or wrong. */
export type LenientOptions = { readonly [Name in keyof ResolvedOptions]: ResolvedOptions[Name] | '' };

type ValueOf<Row extends Option> = Row extends { readonly choices: ReadonlyArray<{ readonly value: infer Value }> }
  ? Value
  : PlainValues[Row['type']];

interface PlainValues extends Record<OptionType, unknown> {
  readonly string: string;
  readonly choice: string;
  readonly integer: number;
  readonly boolean: boolean;
  // Not read-only: resolved options are also GitOpsOptions, and jsii has no read-only arrays.
  readonly list: string[];
}
