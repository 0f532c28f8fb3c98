import type { Context } from './context';
import type { Language } from './escape';
import { type REASONS, printReason } from './reasons';
import { type RIGHTS, printRights } from './rights';

/** What templates include that is no partial: `rights/build`, `why/queued`. It takes nothing beside the context. */
export type Printed = { readonly [Name in `rights/${keyof typeof RIGHTS}` | `why/${keyof typeof REASONS}`]: object };

type Printer = (name: string, context: Context, language: Language, indent: number) => string;

const PRINTERS: Readonly<Record<string, Printer>> = { rights: printRights, why: printReason };

/** The text of that name in the language of a file, moved to the right; undefined for the name of a partial. */
export function print(name: string, context: Context, language: Language, indent: number): string | undefined {
  const [origin, ...rest] = name.split('/');
  return PRINTERS[origin]?.(rest.join('/'), context, language, indent);
}
