import { application, deploymentPath } from './application';
import { buildImage } from './create-pair';
import { engineOf } from './engine';
import { inTurn } from './in-turn';
import type { KubernetesApi } from './kubernetes-api';
import { promoteDigest } from './overlay';
import type { ClusterPair } from './pair';
import { type Patience, until } from '../../../support/machine/until';

/** Installs the engine with the pair's task, unless another pair did. */
export function installEngine(api: KubernetesApi, pair: ClusterPair): Promise<void> {
  return engineOf(pair).install(api, pair);
}

/** Lets the engine read the config repo, as the README says. */
export function connect(pair: ClusterPair): Promise<void> {
  return engineOf(pair).connect(pair);
}

/** Brings a generated pair up, with the same image in all environments. Returns the digest. */
export async function bringUp(api: KubernetesApi, pair: ClusterPair, patience?: Patience): Promise<string> {
  // Both change settings that all pairs share.
  await inTurn('engine', () => installEngine(api, pair));
  await inTurn('engine', () => connect(pair));
  await pair.task('config', 'manifests:check');
  const digest = await buildImage(pair);
  for (const seen of pair.inEachEnvironment) {
    await promoteDigest(seen, digest);
    await seen.taskOfEnvironment('app:create');
    if (seen.names.syncPolicy === 'manual') {
      await seen.taskOfEnvironment('app:sync');
    }
    await untilRuns(api, seen, digest, patience);
  }
  return digest;
}

/** Waits until the application is synced, healthy and runs that digest; reports the obstacle on a timeout. */
export async function untilRuns(
  api: KubernetesApi, pair: ClusterPair, digest: string, patience?: Patience,
): Promise<void> {
  await until(
    `${pair.names.applicationName} in line with Git, healthy and at ${digest}`,
    () => stateOf(api, pair),
    ({ sync, health, images }) =>
      sync === 'Synced' &&
      health === 'Healthy' &&
      images.length > 0 &&
      images.every((image) => image.endsWith(`@${digest}`)),
    patience,
  );
}

/** The application's status in the engine and Kubernetes. */
export async function stateOf(api: KubernetesApi, pair: ClusterPair) {
  const { sync, health, conditions, operation } = await application(api, pair);
  const deployment = await api.get(deploymentPath(pair));
  const images: string[] = deployment?.spec.template.spec.containers.map(({ image }: { image: string }) => image) ?? [];
  const failures: string[] = (deployment?.status?.conditions ?? [])
    .filter(({ type, status }: any) => type === 'ReplicaFailure' && status === 'True')
    .map(({ message }: any) => message);
  return { sync, health, images, conditions, operation, failures };
}
