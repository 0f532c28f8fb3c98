/** A mistake in the files of a pair. */
export interface Finding {
  /** The repository and the path: `config/k8s/base/service.yaml`. */
  readonly file: string;
  /** The wrong value, and the value that it contradicts. */
  readonly problem: string;
  /** The correction, as an instruction. */
  readonly fix: string;
}

/** The mistakes, and the reasons why some checks could not run. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly string[];
}

/** Lists values for a message: `"a", "b"`, or `nothing`. */
export function listOf(values: Iterable<unknown>, none = 'none'): string {
  return [...new Set([...values].map((value) => JSON.stringify(value) ?? String(value)))].join(', ') || none;
}
