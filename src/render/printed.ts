import type { Context } from './context';
import type { Language } from './escape';
import { type REASONS, printReason } from './reasons';
import { type RIGHTS, printRights } from './rights';

/** The includes that are not partials: `rights/build`, `why/queued`. They have no locals of their own. */
export type Printed = { readonly [Name in `rights/${keyof typeof RIGHTS}` | `why/${keyof typeof REASONS}`]: object };

type Printer = (name: string, context: Context, language: Language, indent: number) => string;

const PRINTERS: Readonly<Record<string, Printer>> = { rights: printRights, why: printReason };

/** Returns the text of an include in the language of a file, indented; undefined for a partial. */
export function print(name: string, context: Context, language: Language, indent: number): string | undefined {
  const [origin, ...rest] = name.split('/');
  return PRINTERS[origin]?.(rest.join('/'), context, language, indent);
}
