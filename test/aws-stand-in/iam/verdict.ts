import { type Context, holds } from './conditions';
import type { Statement } from './statement';
import { isLike } from './wildcards';

/** An action on a resource. */
export interface Demand {
  /** `ecr:PutImage` */
  readonly action: string;
  /** An ARN, or "*" for a call without a resource. */
  readonly resource: string;
  readonly context?: Context;
}

/** The verdict of statements; undefined if none applies. */
export type Verdict = Statement['effect'] | undefined;

/** AWS' name for the deciding policies. */
export type PolicyKind = 'identity-based' | 'resource-based' | 'role trust';

/** The verdict of statements on a request. A deny overrides every allow. */
export function verdict(statements: readonly Statement[], demand: Demand): Verdict {
  const effects = statements.filter((statement) => applies(statement, demand)).map(({ effect }) => effect);
  return effects.includes('Deny') ? 'Deny' : effects[0];
}

/** AWS' error message if policies of one type do not allow a request; undefined if they allow it. */
export function denialOf(kind: PolicyKind, said: Verdict, { action }: Demand): string | undefined {
  switch (said) {
    case 'Allow': return undefined;
    case 'Deny': return `with an explicit deny in ${kind === 'identity-based' ? 'an' : 'a'} ${kind} policy`;
    default: return `because no ${kind} policy allows the ${action} action`;
  }
}

/** AWS' error message if the statements of an identity do not allow a request; undefined if they allow it. */
export function identityDenial(statements: readonly Statement[], demand: Demand): string | undefined {
  return denialOf('identity-based', verdict(statements, demand), demand);
}

function applies({ actions, resources, conditions }: Statement, { action, resource, context = {} }: Demand): boolean {
  return actions.some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())) &&
    resources.some((pattern) => isLike(resource, pattern)) &&
    conditions.every((condition) => holds(condition, context));
}
