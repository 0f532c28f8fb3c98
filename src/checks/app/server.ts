import type { Pair } from '../pair';

/** What the text of the server tells. A field is undefined where the text does not show it. */
export interface Server {
  readonly file: string;
  /** The paths that it answers, without those that it refuses as not found. */
  readonly paths?: readonly string[];
  /** Beginnings of paths that it answers. */
  readonly prefixes: readonly string[];
  readonly drainSeconds?: number;
  /** The port that it listens to, whatever its environment says. */
  readonly fixedPort?: number;
  /** The port that it listens to where PORT is not set. */
  readonly defaultPort?: number;
  readonly unchecked: readonly string[];
}

const FILE = 'app/server.js';

/** Reads the server that the pair came with. Users rewrite it: what cannot be recognised is not guessed. */
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
      ...paths ? [] : [`${FILE} has no "switch (path)": the paths of the probes are not compared with it`],
      ...drain ? [] : [`${FILE} has no DRAIN_LIMIT: the termination grace period is compared with preStop only`],
    ] : [],
  };
}
