import type { KubernetesApi } from './kubernetes-api';
import type { Pair } from './pair';

/** What Argo CD says about a pair's Application. Empty texts where it says nothing yet. */
export interface ApplicationStatus {
  readonly sync: string;
  readonly health: string;
  readonly revision: string;
  readonly conditions: readonly string[];
  /** The message of the last sync. */
  readonly operation: string;
}

/** What Argo CD says about a pair's Application. */
export async function application(api: KubernetesApi, pair: Pair): Promise<ApplicationStatus> {
  const status = (await api.get(applicationPath(pair)))?.status ?? {};
  return {
    sync: status.sync?.status ?? '',
    health: status.health?.status ?? '',
    revision: status.sync?.revision ?? '',
    conditions: (status.conditions ?? []).map(({ type, message }: Record<string, string>) => `${type}: ${message}`),
    operation: [status.operationState?.message, ...(status.operationState?.syncResult?.resources ?? []).map((resource: any) => `${resource.kind} ${resource.name}: ${resource.message}`)].join('\n'),
  };
}

/** Has Argo CD look at Git at once. */
export async function refresh(api: KubernetesApi, pair: Pair): Promise<void> {
  await api.patch(applicationPath(pair), { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } });
}

/** Where the pair's Deployment is. */
export function deploymentPath(pair: Pair): string {
  return `/apis/apps/v1/namespaces/${pair.name('namespace')}/deployments/${pair.name('appName')}`;
}

/** The images of the pair's Deployment; none where there is no Deployment. */
export async function digestsInDeployment(api: KubernetesApi, pair: Pair): Promise<string[]> {
  const deployment = await api.get(deploymentPath(pair));
  return deployment?.spec.template.spec.containers.map(({ image }: { image: string }) => image) ?? [];
}

/** Where the pair's Application is. */
export function applicationPath(pair: Pair): string {
  return `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${pair.name('applicationName')}`;
}
