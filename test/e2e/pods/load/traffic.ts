/** How a request ended. */
export interface Outcome {
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  readonly milliseconds: number;
  /** The page; missing where the request failed. */
  readonly page?: string;
  readonly error?: string;
}

/** What clients saw for a while. */
export interface Traffic {
  readonly seconds: number;
  readonly outcomes: readonly Outcome[];
}

/** New connections a second that a test requires at least. */
export const LEAST_RATE = 50;

/** What is wrong with it: failed requests, and too few of them to tell. */
export function trafficProblems({ seconds, outcomes }: Traffic): string[] {
  const rate = outcomes.length / seconds;
  const failed = outcomes.filter(({ error }) => error !== undefined);
  return [
    ...failed.length > 0 ? [`${failed.length} of ${outcomes.length} requests failed: ${counted(failed)}`] : [],
    ...rate < LEAST_RATE ? [`only ${rate.toFixed(1)} new connections a second, of ${LEAST_RATE}`] : [],
  ];
}

/** The colors of the pages, in the order in which clients first saw them. */
export function colorsIn({ outcomes }: Traffic): string[] {
  const sorted = [...outcomes].sort((one, other) => one.at - other.at);
  return [...new Set(sorted.flatMap(({ page = '' }) => /background-color: (\w+)/.exec(page)?.slice(1) ?? []))];
}

/** `3 × ECONNREFUSED, 1 × timeout` */
function counted(failed: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  failed.forEach(({ error }) => counts.set(error!, (counts.get(error!) ?? 0) + 1));
  return [...counts].map(([error, count]) => `${count} × ${error}`).join(', ');
}
