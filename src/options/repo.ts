/** One of the two repositories of a pair, or the only one. */
export type Repo = 'app' | 'config' | 'single';

/** Every kind of repository. */
export const REPOS: readonly Repo[] = ['app', 'config', 'single'];

/** The repositories of a pair. Their names are also those of the two halves of a single repository. */
export type PairRepo = Exclude<Repo, 'single'>;
