/** A statement of an IAM policy. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy. */
export interface Policy {
  readonly Statement: Statement | readonly Statement[];
}

/** Something that somebody wants to do. */
export interface Demand {
  /** `ecr:PutImage` */
  readonly action: string;
  readonly resource: string;
  /** Condition keys by name. */
  readonly context?: Readonly<Record<string, string>>;
}

/** Why policies of a role do not allow something, in the words of AWS; nothing where they do. */
export function denial(policies: readonly Policy[], demand: Demand): string | undefined {
  const applying = policies.flatMap(({ Statement }) => [Statement].flat() as Statement[]).filter((statement) => applies(statement, demand));
  if (applying.some(({ Effect }) => Effect === 'Deny')) {
    return 'with an explicit deny in an identity-based policy';
  }
  return applying.length > 0 ? undefined : `because no identity-based policy allows the ${demand.action} action`;
}

function applies(statement: Statement, { action, resource, context = {} }: Demand): boolean {
  return listed(statement.Action).some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
    listed(statement.Resource).some((pattern) => like(pattern, resource)) &&
    conditionsHold(statement.Condition, context);
}

/** Whether all conditions of a statement hold. A key that the request lacks fails them, except "Null". */
export function conditionsHold(conditions: Statement['Condition'] = {}, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => holds(operator, context[key], listed(values))));
}

function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  switch (operator) {
    case 'Null':
      return wanted.some((isNull) => String(isNull) === String(value === undefined));
    case 'StringEquals':
    case 'ArnEquals':
      return value !== undefined && wanted.includes(value);
    case 'Bool':
      return value !== undefined && wanted.some((item) => String(item) === value);
    case 'StringLike':
    case 'ArnLike':
      return value !== undefined && wanted.some((pattern) => like(pattern, value));
    case 'StringNotEquals':
      return !wanted.includes(value ?? '');
    default:
      throw new Error(`A policy uses the condition ${operator}, which test/e2e/aws/iam/policy.ts does not know. Add it there.`);
  }
}

function like(pattern: string, text: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

function listed(value: string | readonly string[]): readonly string[] {
  return ([value] as (string | readonly string[])[]).flat() as string[];
}
