import { type Context, holds } from './conditions';
import { ACCOUNT_ARN } from './deployed';
import type { PlacedStatement } from './policies';
import type { Principal, Statement } from './statement';
import { isLike } from './wildcards';

/** Something that somebody does. */
export interface Call {
  /** The logical id of a role or user, the name of a service (`events.amazonaws.com`), or ADMINISTRATOR. */
  readonly caller: string;
  readonly action: string;
  /** An ARN, or "*" for a call that is about no resource. */
  readonly resource: string;
  readonly context?: Context;
}

/** Somebody of the account who may do everything that IAM decides. */
export const ADMINISTRATOR = 'an administrator';

const EVERYTHING: Statement = { effect: 'Allow', actions: ['*'], resources: ['*'], conditions: [] };

/**
 * Whether policies allow a call within one account: no statement denies it, and the caller's own policies or that of the resource
 * allow it. A role and a key are different: their own policies decide, and that of a key may leave it to those of its account.
 */
export function isAllowed(call: Call, policies: readonly PlacedStatement[]): boolean {
  const identity = identityStatements(call, policies).filter((statement) => applies(statement, call) && named(statement, call));
  const resource = resourceStatements(call, policies).filter((statement) => applies(statement, call));
  const direct = resource.filter(({ principals = [] }) => principals.some((principal) => isCaller(principal, call.caller)));
  if ([...identity, ...direct].some(({ effect }) => effect === 'Deny')) {
    return false;
  }
  return direct.length > 0 || (identity.length > 0 && identityDecides(call, resource));
}

function identityStatements({ caller }: Call, policies: readonly PlacedStatement[]): Statement[] {
  const own = policies.filter(({ kind, owner }) => kind === 'identity' && owner === caller).map(({ statement }) => statement);
  return caller === ADMINISTRATOR ? [...own, EVERYTHING] : own;
}

/** Those of the resource that the call is about. A key is what its own policy is about, whatever it names. */
function resourceStatements(call: Call, policies: readonly PlacedStatement[]): Statement[] {
  const kind = isTrust(call) ? 'trust' : 'resource';
  return policies
    .filter((policy) => policy.kind === kind && (call.resource === policy.ownerArn || call.resource.startsWith(`${policy.ownerArn}/`)))
    .map(({ statement }) => statement)
    .filter((statement) => statement.resources.length === 0 || named(statement, call));
}

function identityDecides(call: Call, ofResource: readonly Statement[]): boolean {
  const delegated = ofResource.some(({ effect, principals = [] }) => effect === 'Allow' && principals.some(({ name }) => name === ACCOUNT_ARN));
  return !isTrust(call) && (delegated || !call.action.startsWith('kms:'));
}

function applies({ actions, conditions }: Statement, { action, caller, context }: Call): boolean {
  const facts: Context = { 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': String(isService(caller)), ...context };
  return actions.some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())) && conditions.every((condition) => holds(condition, facts));
}

function named({ resources }: Statement, { resource }: Call): boolean {
  return resources.some((pattern) => isLike(resource, pattern));
}

function isCaller({ kind, name }: Principal, caller: string): boolean {
  return name === '*' || (kind === 'Service' ? name === caller : name.endsWith(`/${caller}`));
}

function isTrust({ action }: Call): boolean {
  return action === 'sts:AssumeRole';
}

function isService(caller: string): boolean {
  return caller.includes('.amazonaws.com');
}
