import type { ResolvedOptions } from '../options/resolved-options';
import { PRICES_OF, costsOf, idleMonth } from '../render/costs';

/** What a pair costs while it is idle, in US dollars. */
export interface Estimate {
  readonly hour: number;
  readonly month: number;
  /** Where and when the prices are from. */
  readonly of: string;
}

/** Estimates the costs of the answers; undefined if they are not known. */
export type EstimateCosts = (options: ResolvedOptions) => Estimate | undefined;

/** Hours per month in AWS' price calculations. */
const HOURS = 730;

export const estimate: EstimateCosts = (options) => {
  const month = idleMonth(costsOf(options));
  return { hour: month / HOURS, month, of: PRICES_OF };
};
