import { deploymentPath } from './application';
import { bringUp, untilRuns } from './bring-up';
import { buildImage } from './create-pair';
import type { KubernetesApi } from './kubernetes-api';
import { promoteDigest } from './overlay';
import type { ClusterPair } from './pair';
import { podProblems } from './pod';
import { rolloutProblems, sampleRollout } from './rollout';
import { type Patience, until } from '../../../support/machine/until';

/** The limit for reverting a manual change; it takes half a second when the engine is idle. */
const REVERTED: Patience = { seconds: 30 };

/**
 * The whole test of a pair, from its generation to a second image in each environment. Throws with the problem.
 *
 * @param patience the limit for the engine to reach each state
 */
export async function prove(api: KubernetesApi, pair: ClusterPair, patience?: Patience): Promise<void> {
  await bringUp(api, pair, patience);
  const digest = await buildImage(pair);
  for (const seen of pair.inEachEnvironment) {
    const problems = [...await podProblems(api, seen), ...await updateProblems(api, seen, digest, patience)];
    if (problems.length > 0) {
      throw new Error(problems.join('\n'));
    }
    if (seen.names.selfHeal === 'true') {
      await api.patch(`${deploymentPath(seen)}/scale`, { spec: { replicas: 7 } });
      await until(
        'the number of replicas set by hand is reverted',
        async () => (await api.get(deploymentPath(seen)))?.spec.replicas,
        (replicas) => replicas === replicasOf(seen), REVERTED,
      );
    }
  }
}

/** How a second image comes. */
async function updateProblems(
  api: KubernetesApi, pair: ClusterPair, digest: string, patience?: Patience,
): Promise<string[]> {
  const end = sampleRollout(api, pair.names.namespace);
  await promoteDigest(pair, digest);
  if (pair.names.syncPolicy === 'manual') {
    await pair.taskOfEnvironment('app:sync');
  }
  await untilRuns(api, pair, digest, patience);
  return rolloutProblems(end(), replicasOf(pair));
}

function replicasOf({ names }: ClusterPair): number {
  return Number(names.replicas);
}
