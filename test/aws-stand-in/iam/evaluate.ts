import { ACCOUNT_ARN } from './deployed';
import type { PlacedStatement } from './policies';
import type { Principal, Statement } from './statement';
import { type Demand, denialOf, verdict } from './verdict';

/** An API call. */
export interface Call extends Demand {
  /** The logical ID of a role or user, the name of a service (`events.amazonaws.com`), or ADMINISTRATOR. */
  readonly caller: string;
}

/** A user of the account with all IAM permissions. */
export const ADMINISTRATOR = 'an administrator';

const EVERYTHING: Statement = { effect: 'Allow', actions: ['*'], resources: ['*'], conditions: [] };

/** Whether policies allow a call within one account. */
export function isAllowed(call: Call, policies: readonly PlacedStatement[]): boolean {
  return denial(call, policies) === undefined;
}

/**
 * AWS' error message for a call that policies do not allow within one account; undefined if no statement denies it and
 * the caller's policies or the resource's policy allow it. Roles and keys differ: only their own policies count, but a
 * key policy can delegate to IAM policies.
 */
export function denial(call: Call, policies: readonly PlacedStatement[]): string | undefined {
  const demand = withFacts(call);
  const ofResource = resourceStatements(call, policies);
  const own = verdict(identityStatements(call, policies), demand);
  const direct = verdict(
    ofResource.filter(({ principals = [] }) => principals.some((principal) => isCaller(principal, call.caller))),
    demand,
  );
  const kind = isTrust(call) ? 'role trust' : 'resource-based';
  if (own === 'Deny') {
    return denialOf('identity-based', own, demand);
  }
  if (direct || !identityDecides(demand, ofResource)) {
    return denialOf(kind, direct, demand);
  }
  return denialOf(isService(call.caller) ? kind : 'identity-based', own, demand);
}

/** Each action with AWS' error message. */
function withFacts(call: Call): Demand {
  return {
    ...call,
    context: {
      'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': String(isService(call.caller)), ...call.context,
    },
  };
}

function identityStatements({ caller }: Call, policies: readonly PlacedStatement[]): Statement[] {
  const own = policies
    .filter(({ kind, owner }) => kind === 'identity' && owner === caller)
    .map(({ statement }) => statement);
  return caller === ADMINISTRATOR ? [...own, EVERYTHING] : own;
}

/** The statements of the call's resource. Statements without a resource, such as a role's, apply to their owner. */
function resourceStatements(call: Call, policies: readonly PlacedStatement[]): Statement[] {
  const kind = isTrust(call) ? 'trust' : 'resource';
  return policies
    .filter(
      (policy) =>
        policy.kind === kind && (call.resource === policy.ownerArn || call.resource.startsWith(`${policy.ownerArn}/`)),
    )
    .map(({ statement }) =>
      statement.resources.length === 0 ? { ...statement, resources: [call.resource] } : statement,
    );
}

function identityDecides(demand: Demand, ofResource: readonly Statement[]): boolean {
  const ofAccount = ofResource.filter(({ principals = [] }) => principals.some(({ name }) => name === ACCOUNT_ARN));
  return !isTrust(demand) && (!demand.action.startsWith('kms:') || verdict(ofAccount, demand) === 'Allow');
}

function isCaller({ kind, name }: Principal, caller: string): boolean {
  return name === '*' || (kind === 'Service' ? name === caller : name.endsWith(`/${caller}`));
}

/** A trust policy also decides on the tags of a session (IAM user guide, "Pass session tags in AWS STS"). */
function isTrust({ action }: Demand): boolean {
  return action === 'sts:AssumeRole' || action === 'sts:TagSession';
}

function isService(caller: string): boolean {
  return caller.includes('.amazonaws.com');
}
