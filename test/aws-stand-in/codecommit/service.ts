import { ServiceError } from './service-error';

/** Observes each request. To refuse it, it throws, for example an AccessDeniedException. */
export type OnRequest = (
  action: string, resource: string, accessKey: string | undefined, references: readonly string[],
) => void;

/** A fake of an AWS service. The HTTP server and calls within the process both use `answer`. */
export interface Service {
  /** The part of X-Amz-Target before the dot. */
  readonly target: string;
  answer(operation: string, input: Input, accessKey?: string): object;
}

// Each operation reads the fields that it supports.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Input = Record<string, any>;

/** A required string of a request. */
export function required(input: Input, field: string, error: string): string {
  if (typeof input[field] !== 'string' || input[field] === '') {
    throw new ServiceError(error, `${field} is required.`);
  }
  return input[field];
}

/** One page of a list. */
export function page<T>(
  all: readonly T[],
  { nextToken, maxResults }: Input,
  most: number,
): { items: T[]; nextToken?: string } {
  const from = Number(nextToken ?? 0);
  const to = from + Math.min(maxResults ?? most, most);
  return { items: all.slice(from, to), ...(to < all.length ? { nextToken: String(to) } : {}) };
}
