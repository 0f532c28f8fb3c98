import type { KubernetesApi } from './kubernetes-api';
import type { ClusterPair } from './pair';

/** Argo CD's status of a pair's Application, with empty strings for missing fields. */
export interface ApplicationStatus {
  readonly sync: string;
  readonly health: string;
  readonly conditions: readonly string[];
  /** The message of the last sync. */
  readonly operation: string;
}

/** Argo CD's status of a pair's Application. */
export async function application(api: KubernetesApi, pair: ClusterPair): Promise<ApplicationStatus> {
  const status = (await api.get(applicationPath(pair)))?.status ?? {};
  return {
    sync: status.sync?.status ?? '',
    health: status.health?.status ?? '',
    conditions: (status.conditions ?? []).map(({ type, message }: Record<string, string>) => `${type}: ${message}`),
    operation: [
      status.operationState?.message,
      ...(status.operationState?.syncResult?.resources ?? []).map(
        (resource: any) => `${resource.kind} ${resource.name}: ${resource.message}`,
      ),
    ].join('\n'),
  };
}

/** Makes Argo CD poll Git at once. */
export async function refresh(api: KubernetesApi, pair: ClusterPair): Promise<void> {
  await api.patch(applicationPath(pair), { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } });
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

/** Where the pair's Application is. */
export function applicationPath(pair: ClusterPair): string {
  return `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${pair.names.applicationName}`;
}
