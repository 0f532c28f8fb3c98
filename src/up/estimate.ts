import { type Estimate, estimate as estimateOf } from '../estimate';
import type { ResolvedOptions } from '../options/resolved-options';

/** Estimates the costs of the answers; undefined if they are not known. */
export type EstimateCosts = (options: ResolvedOptions) => Estimate | undefined;

export const estimate: EstimateCosts = estimateOf;
