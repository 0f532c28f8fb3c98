import { type Call, isAllowed } from './evaluate';
import type { PlacedStatement } from './policies';
import type { Statement } from './statement';
import type { Step } from './steps/step';

/** Policies that lack one thing: which one, and what is left. */
export interface Reduction {
  readonly without: string;
  readonly policies: readonly PlacedStatement[];
}

/** What does not go as it must: the step, and the first call that shows it. */
export function failures(steps: readonly Step[], policies: readonly PlacedStatement[]): string[] {
  return steps.flatMap(({ name, calls, must }) => {
    const wrong = calls.find((call) => isAllowed(call, policies) !== (must === 'succeed'));
    return wrong ? [`${must === 'succeed' ? 'the step fails' : 'somebody can'}: ${name} (${nameOf(wrong)})`] : [];
  });
}

/** Each statement left out, and each action, resource, condition and principal of each statement. A statement in several places goes from all. */
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

/** What nothing misses. It is not needed, or the steps lack something. */
export function needless(steps: readonly Step[], policies: readonly PlacedStatement[]): string[] {
  const before = failures(steps, policies).join();
  return reductions(policies).filter((reduction) => failures(steps, reduction.policies).join() === before).map(({ without }) => without);
}

function parts(statement: Statement): Array<[string, Statement]> {
  const { actions, resources, principals = [], conditions } = statement;
  return [
    ...(actions.length > 1 ? actions.map((action): [string, Statement] => [action, { ...statement, actions: actions.filter((other) => other !== action) }]) : []),
    ...(resources.length > 1 ? resources.map((arn): [string, Statement] => [arn, { ...statement, resources: resources.filter((other) => other !== arn) }]) : []),
    ...(principals.length > 1
      ? principals.map((principal): [string, Statement] => [principal.name, { ...statement, principals: principals.filter((other) => other !== principal) }])
      : []),
    ...conditions.flatMap((condition): Array<[string, Statement]> => [
      [`the condition on ${condition.key}`, { ...statement, conditions: conditions.filter((other) => other !== condition) }],
      ...(condition.values.length > 1 ? condition.values.map((value): [string, Statement] => [value, {
        ...statement,
        conditions: conditions.map((other) => other === condition ? { ...condition, values: condition.values.filter((one) => one !== value) } : other),
      }]) : []),
    ]),
  ];
}

function nameOf({ caller, action, resource }: Call): string {
  return `${caller}: ${action} on ${resource}`;
}
