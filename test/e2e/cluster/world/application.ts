import { type ApplicationStatus, engineOf } from './engine';
import type { KubernetesApi } from './kubernetes-api';
import type { ClusterPair } from './pair';

/** The engine's status of a pair's application. */
export function application(api: KubernetesApi, pair: ClusterPair): Promise<ApplicationStatus> {
  return engineOf(pair).status(api, pair);
}

/** Makes the engine poll Git at once. */
export function refresh(api: KubernetesApi, pair: ClusterPair): Promise<void> {
  return engineOf(pair).refresh(api, pair);
}

/** Where the pair's Deployment is. */
export function deploymentPath(pair: ClusterPair): string {
  return `/apis/apps/v1/namespaces/${pair.names.namespace}/deployments/${pair.names.appName}`;
}

/** The images of the pair's Deployment; none without a Deployment. */
export async function digestsInDeployment(api: KubernetesApi, pair: ClusterPair): Promise<string[]> {
  const deployment = await api.get(deploymentPath(pair));
  return deployment?.spec.template.spec.containers.map(({ image }: { image: string }) => image) ?? [];
}

/** Where the pair's application is. */
export function applicationPath(pair: ClusterPair): string {
  return engineOf(pair).path(pair);
}
