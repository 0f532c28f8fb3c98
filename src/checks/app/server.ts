import type { Pair } from '../pair';

/** Facts from the source code of the server. A field is undefined if the code does not show it. */
export interface Server {
  readonly file: string;
  /** The paths that it answers, without those that it answers with "not found". */
  readonly paths?: readonly string[];
  /** The path prefixes that it answers. */
  readonly prefixes: readonly string[];
  readonly drainSeconds?: number;
  /** The port that it listens on regardless of PORT. */
  readonly fixedPort?: number;
  /** The port that it listens on if PORT is not set. */
  readonly defaultPort?: number;
  readonly unchecked: readonly string[];
}

const FILE = 'app/server.js';

/** Reads the generated server. Users may rewrite it, so facts that it does not recognize stay undefined. */
export function readServer(pair: Pair): Server {
  const text = (pair.text(FILE) ?? '').replace(/^\s*\/\/.*$/gm, '');
  const paths = /switch \(path\) \{/.test(text)
    ? [...text.matchAll(/\bcase '(\/[^']*)':/g)].map(([, path]) => path)
    : undefined;
  const drain = /\bDRAIN_LIMIT = ([\d_]+);/.exec(text)?.[1];
  const fixed = /\.listen\((\d+)/.exec(text)?.[1];
  const byDefault = /process\.env\.PORT\s*(?:\|\||\?\?)\s*(\d+)/.exec(text)?.[1];
  return {
    file: FILE,
    paths,
    prefixes: [...text.matchAll(/\.startsWith\('(\/[^']*)'/g)].map(([, prefix]) => prefix),
    drainSeconds: drain === undefined ? undefined : Number(drain.replaceAll('_', '')) / 1000,
    fixedPort: fixed === undefined ? undefined : Number(fixed),
    defaultPort: byDefault === undefined ? undefined : Number(byDefault),
    unchecked: pair.has('app') ? [
      ...paths ? [] : [`${FILE} has no "switch (path)": the paths of the probes cannot be compared with it`],
      ...drain ? [] : [`${FILE} has no DRAIN_LIMIT: the termination grace period is compared with preStop only`],
    ] : [],
  };
}
