import { application, deploymentPath } from './application';
import { accepts, CONTROLLER_PORT } from './argocd';
import { pushImage } from './create-pair';
import { inTurn } from './in-turn';
import type { KubernetesApi } from './kubernetes-api';
import { commitDigest } from './overlay';
import type { ClusterPair } from './pair';
import { type Patience, until } from '../../../support/machine/until';

/** Installs Argo CD with the pair's task, unless another pair did. */
export async function installArgoCd(api: KubernetesApi, pair: ClusterPair): Promise<void> {
  if (!await api.get('/apis/apps/v1/namespaces/argocd/statefulsets/argocd-application-controller')) {
    await pair.task('config', 'argocd:install');
    // The task has waited for the pods, which are KWOK's.
    await until('Argo CD listens', () => accepts(CONTROLLER_PORT).catch(() => false), Boolean);
  }
}

/** Lets Argo CD read the config repo, as the README says. */
export async function connect(pair: ClusterPair): Promise<void> {
  if (pair.names.repoAuth === 'ssh') {
    await pair.task('config', 'argocd:connect', '--fingerprint', pair.world.fingerprints[pair.names.region]);
    await pair.commit('config', 'chore: connect Argo CD');
    await pair.task('config', 'repos:push');
  } else {
    await pair.task('config', 'argocd:connect');
  }
}

/** Brings a generated pair up. Returns the digest. */
export async function bringUp(api: KubernetesApi, pair: ClusterPair, patience?: Patience): Promise<string> {
  // Both change settings that all pairs share.
  await inTurn(() => installArgoCd(api, pair));
  await inTurn(() => connect(pair));
  await pair.task('config', 'manifests:check');
  const digest = await pushImage(pair, '0000001');
  await commitDigest(pair, digest);
  await pair.task('config', 'app:create');
  if (pair.names.syncPolicy === 'manual') {
    await pair.task('config', 'app:sync');
  }
  await untilRuns(api, pair, digest, patience);
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

/** The application's status in Argo CD and Kubernetes. */
export async function stateOf(api: KubernetesApi, pair: ClusterPair) {
  const { sync, health, conditions, operation } = await application(api, pair);
  const deployment = await api.get(deploymentPath(pair));
  const images: string[] = deployment?.spec.template.spec.containers.map(({ image }: { image: string }) => image) ?? [];
  const failures: string[] = (deployment?.status?.conditions ?? [])
    .filter(({ type, status }: any) => type === 'ReplicaFailure' && status === 'True')
    .map(({ message }: any) => message);
  return { sync, health, images, conditions, operation, failures };
}
