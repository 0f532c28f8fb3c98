import { until } from '../../../support/machine/until';
import type { KubernetesApi } from '../../cluster/world/kubernetes-api';
import { NODES } from '../node';

/** Waits until the API server calls all real nodes ready. */
export async function untilNodesReady(api: KubernetesApi): Promise<void> {
  await until(
    'all nodes are ready',
    () => Promise.all(NODES.map(({ name }) => readiness(api, name))),
    (states) => states.every((state) => state === 'True'),
  );
}

async function readiness(api: KubernetesApi, name: string): Promise<string> {
  const node = await api.get(`/api/v1/nodes/${name}`);
  const ready = (node?.status.conditions ?? []).find(({ type }: { type: string }) => type === 'Ready');
  return ready?.status === 'True' ? 'True' : `${name}: ${ready?.message ?? 'not registered'}`;
}
