import type { Condition } from './statement';
import { isLike } from './wildcards';

/** The facts of a call that conditions ask for. A key with several values has a list. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** How each operator compares one value of the call with one of the policy. */
const COMPARISONS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: (value, wanted) => isLike(value, wanted),
  ArnEquals: (value, wanted) => isLike(value, wanted),
  ArnLike: (value, wanted) => isLike(value, wanted),
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
};

/** Whether a condition holds for a call. A key that the call lacks fails it, except under "Null" and "…IfExists". */
export function holds({ operator, key, values }: Condition, context: Context): boolean {
  const [, quantifier, name, optional] = /^(?:(ForAnyValue|ForAllValues):)?(.+?)(IfExists)?$/.exec(operator) as RegExpExecArray;
  const present = Object.entries(context).find(([candidate]) => candidate.toLowerCase() === key.toLowerCase())?.[1];
  if (name === 'Null') {
    return values.some((value) => (value === 'true') === (present === undefined));
  }
  const compare = comparison(name);
  if (present === undefined) {
    return optional !== undefined || quantifier === 'ForAllValues';
  }
  const fits = [present].flat().map((value) => values.some((wanted) => compare(value, wanted)));
  return quantifier === 'ForAnyValue' ? fits.includes(true) : !fits.includes(false);
}

function comparison(name: string): (value: string, wanted: string) => boolean {
  const compare = COMPARISONS[name];
  if (!compare) {
    throw new Error(`a policy uses the condition ${name}, which test/support/iam/conditions.ts does not know. Add it there.`);
  }
  return compare;
}
