import { reductions } from './reductions';
import { denial, isAllowed, type PlacedStatement } from '../../aws-stand-in';
import type { Step } from './steps/step';

/** The effect of removing a right or a condition: the first step that fails, or what a principal can do then. */
export interface Need {
  readonly without: string;
  readonly failure?: string;
}

/** The steps with a wrong result, each with its first wrong call. */
export function failures(steps: readonly Step[], policies: readonly PlacedStatement[]): string[] {
  return steps.flatMap((step) => failure(step, policies) ?? []);
}

/** The need for each part of each statement. */
export function needs(steps: readonly Step[], policies: readonly PlacedStatement[]): Need[] {
  const before = new Map(steps.map((step) => [step, failure(step, policies)]));
  return reductions(policies).map(({ without, policies: rest }) => {
    const missing = steps.find((step) => failure(step, rest) !== before.get(step));
    return { without, ...(missing ? { failure: failure(missing, rest) } : {}) };
  });
}

/** The parts without a need: they are superfluous, or the steps are incomplete. */
export function needless(steps: readonly Step[], policies: readonly PlacedStatement[]): string[] {
  return needs(steps, policies).filter((need) => need.failure === undefined).map(({ without }) => without);
}

function failure({ name, calls, must }: Step, policies: readonly PlacedStatement[]): string | undefined {
  const wrong = calls.find((call) => isAllowed(call, policies) !== (must === 'succeed'));
  if (!wrong) {
    return undefined;
  }
  const call = [`${wrong.caller}: ${wrong.action} on ${wrong.resource}`, denial(wrong, policies) ?? []]
    .flat()
    .join(' ');
  return `${must === 'succeed' ? 'the step fails' : 'a principal can'}: ${name} (${call})`;
}
