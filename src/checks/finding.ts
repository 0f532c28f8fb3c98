/** A mistake in the files of a pair. */
export interface Finding {
  /** The repository and the path in it: `config/k8s/base/service.yaml`. */
  readonly file: string;
  /** The value, and what it must agree with. */
  readonly problem: string;
  /** What to do. */
  readonly fix: string;
}

/** What the checks found, and what they could not read. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly string[];
}

/** `"a", "b" or nothing`: values as messages list them. */
export function listOf(values: Iterable<unknown>, none = 'none'): string {
  return [...new Set([...values].map((value) => JSON.stringify(value) ?? String(value)))].join(', ') || none;
}
