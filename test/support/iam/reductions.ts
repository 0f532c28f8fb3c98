import type { Condition, PlacedStatement, Statement } from '../../aws-stand-in';

/** Policies with one part removed: the part, and the rest. */
export interface Reduction {
  readonly without: string;
  readonly policies: readonly PlacedStatement[];
}

/** A part of a statement, and the statement without it. */
type Part = readonly [name: string, rest: Statement];

/** Each statement removed, and each part of each statement. A shared statement is removed from all its owners. */
export function reductions(policies: readonly PlacedStatement[]): Reduction[] {
  const places = new Map(policies.map(({ place, statement }) => [place, statement]));
  return [...places].flatMap(([place, statement]) => [
    { without: place, policies: policies.filter((policy) => policy.place !== place) },
    ...parts(statement).map(([part, rest]) => ({
      without: `${part} in ${place}`,
      policies: policies.map((policy) => policy.place === place ? { ...policy, statement: rest } : policy),
    })),
  ]);
}

function parts(statement: Statement): Part[] {
  const { actions, resources, principals = [], conditions } = statement;
  return [
    ...lessOne(actions).map(([action, rest]): Part => [action, { ...statement, actions: rest }]),
    ...lessOne(resources).map(([resource, rest]): Part => [resource, { ...statement, resources: rest }]),
    ...lessOne(principals).map(([{ name }, rest]): Part => [name, { ...statement, principals: rest }]),
    ...conditions.flatMap((condition) => conditionParts(statement, condition)),
  ];
}

function conditionParts(statement: Statement, condition: Condition): Part[] {
  const others = statement.conditions.filter((other) => other !== condition);
  return [
    [`the condition on ${condition.key}`, { ...statement, conditions: others }],
    ...lessOne(condition.values).map(([value, values]): Part => [
      value,
      { ...statement, conditions: [...others, { ...condition, values }] },
    ]),
  ];
}

/** Each item of a list with the rest. A single item has no rest: the statement would be empty. */
function lessOne<T>(items: readonly T[]): Array<readonly [item: T, rest: readonly T[]]> {
  return items.length > 1 ? items.map((item, index) => [item, items.filter((_, other) => other !== index)]) : [];
}
