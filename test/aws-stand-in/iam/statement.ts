import { type Condition, requireKnown } from './conditions';
import { type Fields, isFields } from '../../support/cloudformation-template';

/** A statement of a policy, with single values as lists. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Empty if the statement has none. In a trust policy, the resource is the role. */
  readonly resources: readonly string[];
  /** Absent in the policy of an identity. */
  readonly principals?: readonly Principal[];
  readonly conditions: readonly Condition[];
}

/** `AWS` with an ARN or an account, `Service` with its name, or "*" for all callers. */
export interface Principal {
  readonly kind: string;
  readonly name: string;
}

const FIELDS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/** The statements of a policy document. Throws for unsupported elements, such as NotAction. */
export function statementsOf(document: unknown): Statement[] {
  return list((document as Fields).Statement).map((statement) => {
    const unknown = Object.keys(statement as Fields).filter((field) => !FIELDS.includes(field));
    if (unknown.length > 0) {
      throw new Error(
        `a policy uses ${unknown.join(', ')}, which says who may do something by exception: name what is allowed. ${JSON.stringify(statement)}`,
      );
    }
    const { Effect, Principal, Action, Resource, Condition } = statement as Fields;
    return {
      effect: effectOf(Effect),
      actions: texts(Action),
      resources: texts(Resource),
      ...(Principal === undefined ? {} : { principals: principalsOf(Principal) }),
      conditions: Object.entries(Condition ?? {}).flatMap(([operator, keys]) => conditionsOf(operator, keys as Fields)),
    };
  });
}

function effectOf(effect: unknown): Statement['effect'] {
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new Error(`a policy has the effect ${JSON.stringify(effect)}: IAM knows "Allow" and "Deny" only`);
  }
  return effect;
}

function conditionsOf(operator: string, keys: Fields): Condition[] {
  requireKnown(operator);
  return Object.entries(keys).map(([key, values]) => ({ operator, key, values: texts(values) }));
}

function principalsOf(value: unknown): Principal[] {
  return isFields(value)
    ? Object.entries(value).flatMap(([kind, names]) => texts(names).map((name) => ({ kind, name })))
    : [{ kind: '*', name: String(value) }];
}

function texts(value: unknown): string[] {
  return list(value).map(String);
}

function list(value: unknown): unknown[] {
  return value === undefined ? [] : [value].flat();
}
