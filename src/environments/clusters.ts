import { type Environment, environmentsOf } from './environments';
import type { ResolvedOptions } from '../options/resolved-options';

/** The eksctl configuration of the pair's own cluster. */
export const EKSCTL_FILE = 'cluster/eksctl.yaml';

/**
 * A cluster with at least one environment. In the files of a layer for each cluster, its fields replace those of the
 * context.
 */
export interface Cluster {
  readonly clusterName: string;
  readonly clusterRegion: string;
  /** Its eksctl configuration, if the pair creates the cluster. */
  readonly clusterFile: string;
  /** Its environments, in the order of promotion. */
  readonly clusterEnvironments: readonly string[];
  /** The tag of its resources. */
  readonly environmentTag: string;
}

/** The distinct clusters of the pair, in the order of their first environment. */
export function clustersOf(options: ResolvedOptions): readonly Cluster[] {
  const groups = new Map<string, Environment[]>();
  for (const environment of environmentsOf(options)) {
    groups.set(environment.clusterName, [...groups.get(environment.clusterName) ?? [], environment]);
  }
  return [...groups].map(([clusterName, environments]) => Object.freeze({
    clusterName,
    clusterRegion: environments[0].clusterRegion,
    clusterFile: eksctlFileOf(clusterName, options),
    clusterEnvironments: environments.map(({ environment }) => environment),
    environmentTag: environments.length > 1 ? 'shared' : environments[0].environment,
  }));
}

/** The pair's own cluster keeps its file when other clusters are added: the user may have changed it. */
export function eksctlFileOf(clusterName: string, options: ResolvedOptions): string {
  return clusterName === options.clusterName ? EKSCTL_FILE : `cluster/${clusterName}/eksctl.yaml`;
}
