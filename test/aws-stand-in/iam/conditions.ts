import { isLike } from './wildcards';

/** One key of one operator. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The condition keys of a call. A key with several values has a list. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** A parsed operator: `ForAnyValue:StringNotEqualsIfExists` */
interface Operator {
  readonly quantifier?: 'ForAnyValue' | 'ForAllValues';
  /** Without "Not": `StringEquals` */
  readonly name: string;
  readonly isNegated: boolean;
  readonly isOptional: boolean;
}

/** How each operator compares one value of the call with one of the policy. */
const COMPARISONS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringLike: (value, wanted) => isLike(value, wanted),
  ArnEquals: (value, wanted) => isLike(value, wanted),
  ArnLike: (value, wanted) => isLike(value, wanted),
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
};

/** Throws for an unknown operator. */
export function requireKnown(operator: string): void {
  const { name } = partsOf(operator);
  if (name !== 'Null' && !Object.hasOwn(COMPARISONS, name)) {
    throw new Error(
      `a policy uses the condition ${operator}, which test/aws-stand-in/iam/conditions.ts does not know. Add it there.`,
    );
  }
}

/**
 * Whether a condition holds for a call. A key that the call lacks fails it, except under "Null", "…Not…" and
 * "…IfExists".
 */
export function holds({ operator, key, values }: Condition, context: Context): boolean {
  const { quantifier, name, isNegated, isOptional } = partsOf(operator);
  const present = Object.entries(context).find(([candidate]) => candidate.toLowerCase() === key.toLowerCase())?.[1];
  if (name === 'Null') {
    return values.some((value) => (value === 'true') === (present === undefined));
  }
  if (present === undefined) {
    return isOptional || quantifier === 'ForAllValues' || (isNegated && quantifier === undefined);
  }
  const fits = [present].flat().map((value) => values.some((wanted) => COMPARISONS[name](value, wanted)) !== isNegated);
  return quantifier === 'ForAnyValue' ? fits.includes(true) : !fits.includes(false);
}

function partsOf(operator: string): Operator {
  const [, quantifier, name, optional] = /^(?:(ForAnyValue|ForAllValues):)?(.+?)(IfExists)?$/.exec(
    operator,
  ) as RegExpExecArray;
  const positive = name.replace(/^(String|Arn)Not/, '$1');
  return {
    quantifier: quantifier as Operator['quantifier'],
    name: positive,
    isNegated: positive !== name,
    isOptional: optional !== undefined,
  };
}
