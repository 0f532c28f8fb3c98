import { application, deploymentPath } from './application';
import { pushImage } from './create-pair';
import { inTurn } from './in-turn';
import type { KubernetesApi } from './kubernetes-api';
import { commitDigest } from './overlay';
import type { Pair } from './pair';
import { until } from './until';

/** Installs Argo CD with the pair's task, unless another pair did. */
export async function installArgoCd(api: KubernetesApi, pair: Pair): Promise<void> {
  if (!await api.get('/apis/apps/v1/namespaces/argocd/statefulsets/argocd-application-controller')) {
    await pair.task('argocd:install');
  }
}

/** Lets Argo CD read the config repo, as the README says. */
export async function connect(pair: Pair): Promise<void> {
  if (pair.name('repoAuth') === 'ssh') {
    await pair.task('argocd:connect', '--fingerprint', pair.world.fingerprints[pair.name('region')]);
    await pair.commit('chore: connect Argo CD');
    await pair.task('repos:push');
  } else {
    await pair.task('argocd:connect');
  }
}

/** From a pair that was generated to one that runs. Gives back the digest. */
export async function bringUp(api: KubernetesApi, pair: Pair, patience?: number): Promise<string> {
  // Both change what Argo CD has for all.
  await inTurn(() => installArgoCd(api, pair));
  await inTurn(() => connect(pair));
  await pair.task('manifests:check');
  const digest = await pushImage(pair, '0000001');
  await commitDigest(pair, digest);
  await pair.task('app:create');
  if (pair.name('syncPolicy') === 'manual') {
    await pair.task('app:sync');
  }
  await untilRuns(api, pair, digest, patience);
  return digest;
}

/** Waits until the application is in line with Git, healthy and runs that digest; says what is in the way where it is not. */
export async function untilRuns(api: KubernetesApi, pair: Pair, digest: string, seconds = 40): Promise<void> {
  await until(`${pair.name('applicationName')} in line with Git, healthy and at ${digest}`, () => stateOf(api, pair),
    ({ sync, health, images }) => sync === 'Synced' && health === 'Healthy' && images.length > 0 && images.every((image) => image.endsWith(`@${digest}`)), seconds);
}

/** What Argo CD and Kubernetes say about the application. */
export async function stateOf(api: KubernetesApi, pair: Pair) {
  const { sync, health, conditions, operation } = await application(api, pair);
  const deployment = await api.get(deploymentPath(pair));
  const images: string[] = deployment?.spec.template.spec.containers.map(({ image }: { image: string }) => image) ?? [];
  const failures: string[] = (deployment?.status?.conditions ?? []).filter(({ type, status }: any) => type === 'ReplicaFailure' && status === 'True').map(({ message }: any) => message);
  return { sync, health, images, conditions, operation, failures };
}
