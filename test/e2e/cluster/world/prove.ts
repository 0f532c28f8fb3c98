import { deploymentPath } from './application';
import { bringUp, untilRuns } from './bring-up';
import { pushImage } from './create-pair';
import type { KubernetesApi } from './kubernetes-api';
import { commitDigest } from './overlay';
import type { ClusterPair } from './pair';
import { podProblems } from './pod';
import { rolloutProblems, sampleRollout } from './rollout';
import { type Patience, until } from '../../../support/machine/until';

/** The limit for reverting a manual change; it takes half a second when the engine is idle. */
const REVERTED: Patience = { seconds: 30 };

/**
 * The whole test of a pair, from its generation to a second image. Throws with the problem.
 *
 * @param patience the limit for the engine to reach each state
 */
export async function prove(api: KubernetesApi, pair: ClusterPair, patience?: Patience): Promise<void> {
  await bringUp(api, pair, patience);
  const problems = [...await podProblems(api, pair), ...await updateProblems(api, pair, patience)];
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
  if (pair.options.selfHeal) {
    await api.patch(`${deploymentPath(pair)}/scale`, { spec: { replicas: 7 } });
    await until(
      'the number of replicas set by hand is reverted',
      async () => (await api.get(deploymentPath(pair)))?.spec.replicas,
      (replicas) => replicas === pair.options.replicas, REVERTED,
    );
  }
}

/** How a second image comes. */
async function updateProblems(api: KubernetesApi, pair: ClusterPair, patience?: Patience): Promise<string[]> {
  const digest = await pushImage(pair, '0000002');
  const end = sampleRollout(api, pair.names.namespace);
  await commitDigest(pair, digest);
  if (pair.names.syncPolicy === 'manual') {
    await pair.task('config', 'app:sync');
  }
  await untilRuns(api, pair, digest, patience);
  return rolloutProblems(end(), pair.options.replicas);
}
