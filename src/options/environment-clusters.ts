import { isDeviceName } from './checks';
import { RepoAuth } from './enums';
import type { ResolvedEnvironment } from './gitops-environment';
import type { OptionValues } from './option';
import { quote } from './problem';
import { REGIONS, partitionOf } from './regions';

/** The fields of an environment that select its cluster. */
export const CLUSTER_FIELDS = ['clusterName', 'region'] as const;

/** Returns the rule that the clusters of complete environments break. */
export function clusterRule(environments: readonly ResolvedEnvironment[], resolved: OptionValues): string | undefined {
  const own = environments.filter((environment) => CLUSTER_FIELDS.some((field) => environment[field] !== undefined));
  if (own.length === 0) {
    return undefined;
  }
  if (resolved.repoAuth === RepoAuth.SSH) {
    return `must not set ${CLUSTER_FIELDS.find((field) => own[0][field] !== undefined)} in ${quote(own[0].name)} when `
      + 'repoAuth is ssh: the address in Git contains the ID of one SSH key, and each cluster has a key of its own; answer https';
  }
  // A check of some answers alone has no defaults.
  const { clusterName: name = resolved.appName, region: place = REGIONS[0] } = resolved;
  const [pairCluster, pairRegion] = [String(name), String(place)];
  const regions = new Map([[pairCluster, pairRegion]]);
  for (const { name: environment, clusterName = pairCluster, region = pairRegion } of environments) {
    const broken = placeRule(clusterName, region, pairRegion, regions);
    if (broken) {
      return `must not set ${broken.replace('%s', quote(environment))}`;
    }
    regions.set(clusterName, region);
  }
  return undefined;
}

/** The rule that the cluster of one environment breaks, with %s for the name of the environment. */
function placeRule(
  clusterName: string, region: string, pairRegion: string, regions: ReadonlyMap<string, string>,
): string | undefined {
  const [pair, own] = [pairRegion, region].map((each) => partitionOf(each).partition);
  if (pair !== own) {
    return `region to ${quote(region)} in %s: it is in the partition ${own}, and the pair is in ${pair}; `
      + 'create another pair for another partition';
  }
  const known = regions.get(clusterName);
  if (known !== undefined && known !== region) {
    return `region to ${quote(region)} in %s: the cluster ${clusterName} is in ${known}; set another clusterName, too`;
  }
  const twin = [...regions.keys()].find((other) =>
    other !== clusterName && other.toLowerCase() === clusterName.toLowerCase());
  if (twin !== undefined) {
    return `clusterName to ${quote(clusterName)} in %s: it differs from ${twin} only in case, and both would have the `
      + 'same folder on macOS and Windows';
  }
  return isDeviceName(clusterName)
    ? `clusterName to ${quote(clusterName)} in %s: Windows reserves this name of a folder`
    : undefined;
}
