import { parseArn } from './kinds';
import type { Aws } from '../../doctor/aws/aws';
import type { Subject } from '../../doctor/subject';

/** A resource that was found: its ARN, or a kind and an ID joined by a slash where AWS has no ARN. */
export interface Found {
  readonly kind: string;
  readonly id: string;
  readonly arn: string;
  /** The stack that created it, and deletes it. */
  readonly stack?: string;
  /** The region, if it is not that of the pair. */
  readonly region?: string;
  /** Is being deleted. */
  readonly isLeaving?: boolean;
}

/** One way to look for resources in the region of `aws`. */
export type Search = (subject: Subject, aws: Aws) => Promise<{
  readonly found: readonly Found[];
  readonly unchecked: readonly string[];
}>;

/** A resource that was found by its ARN. */
export function foundByArn(arn: string, stack?: string): Found {
  return { ...parseArn(arn), arn, ...(stack !== undefined && { stack }) };
}
