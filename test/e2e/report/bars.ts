import { InfrastructureAsCode } from '../../../src/options/enums';
import type { StepRecord } from '../support/steps';

/** A time budget. */
export interface Bar {
  readonly what: string;
  /** At most. */
  readonly seconds: number;
  /** The measured time in milliseconds. */
  readonly measured: (pairs: readonly StepRecord[]) => number;
}

/** The time budgets of each layer on installed programs. */
export const BARS: Readonly<Record<'aws' | 'cluster' | 'pods', readonly Bar[]>> = {
  aws: Object.values(InfrastructureAsCode).map((iac) => ({
    what: `the slowest pair with \`iac: ${iac}\``,
    // Terraform waits a minute for a life cycle rule of the bucket.
    seconds: iac === InfrastructureAsCode.TERRAFORM ? 240 : 60,
    measured: (pairs) => slowest(pairs.filter(({ title }) => title.includes(`: ${iac}, `))),
  })),
  cluster: [
    { what: 'the slowest pair, divided by its environments', seconds: 45, measured: slowestEnvironment },
    {
      what: 'all pairs, some of them concurrently',
      seconds: 300,
      measured: (pairs) => Math.max(...pairs.map(endOf)) - Math.min(...pairs.map(({ start }) => start)),
    },
  ],
  // It proves steps, not whole pairs.
  pods: [],
};

function slowest(pairs: readonly StepRecord[]): number {
  if (pairs.length === 0) {
    throw new Error('no pair was measured');
  }
  return Math.max(...pairs.map(({ milliseconds }) => milliseconds));
}

/** The title of a pair ends with the names of its environments, as in "dev and production". */
function slowestEnvironment(pairs: readonly StepRecord[]): number {
  return slowest(pairs.map((pair) => ({ ...pair, milliseconds: pair.milliseconds / pair.title.split(' and ').length })));
}

function endOf({ start, milliseconds }: StepRecord): number {
  return start + milliseconds;
}
