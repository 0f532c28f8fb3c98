import { type Environment, environmentsOf } from '../environments/environments';
import { Promotion } from '../options/enums';
import type { ResolvedOptions } from '../options/resolved-options';

/**
 * The environments that have an image after the first execution of the pipeline, besides the first one, and are in its
 * cluster: until one waits for a review or a task, each gets the image of the one before it.
 */
export function followers(options: ResolvedOptions): readonly Environment[] {
  const environments = environmentsOf(options);
  const end = environments.findIndex(({ promotion }) => promotion !== Promotion.COMMIT);
  return inFirstCluster(environments.slice(0, end < 0 ? environments.length : end));
}

/** The others in that cluster: they have no image yet. */
export function waiting(options: ResolvedOptions): readonly Environment[] {
  const following = followers(options);
  return inFirstCluster(environmentsOf(options))
    .filter(({ environment }) => following.every((other) => other.environment !== environment));
}

function inFirstCluster([first, ...others]: readonly Environment[]): Environment[] {
  return others.filter(({ clusterName }) => clusterName === first.clusterName);
}
