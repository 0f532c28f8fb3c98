import { api } from './with-pods';
import { type Patience, until } from '../../../support/machine/until';
import type { KubernetesObject } from '../../cluster/world/kubernetes-api';

/** Seconds until pods are ready, several started at the same time by a machine that has other work. */
const READY = 300;

/** All pods of a namespace. */
export function podsIn(namespace: string): Promise<KubernetesObject[]> {
  return api.list(`/api/v1/namespaces/${namespace}/pods`);
}

/** Waits until a Deployment has exactly its wanted pods, all of them ready and of its newest template. */
export async function untilSettled(
  namespace: string, name: string, replicas: number, patience?: Patience,
): Promise<void> {
  const state = async () => {
    const [deployment, pods] = await Promise.all([
      api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`), podsIn(namespace),
    ]);
    const { observedGeneration, updatedReplicas = 0, availableReplicas = 0 } = deployment?.status ?? {};
    const isSettled =
      observedGeneration === deployment?.metadata.generation &&
      [deployment?.spec.replicas, updatedReplicas, availableReplicas, pods.length].every((count) => count === replicas);
    return isSettled ? '' : `${updatedReplicas} updated, ${availableReplicas} available, ${pods.length} pods`;
  };
  // Only a wait that a problem ends asks for problems each time.
  const look = patience?.hopeless
    ? async () => {
      const seen = await state();
      return seen && `${seen}: ${await podsProblem(namespace)}`;
    }
    : state;
  await until(`${replicas} pods of ${name}, and no other`, look, (seen) => seen === '', { seconds: READY, ...patience })
    .catch(async (error: Error) => {
      throw new Error(`${error.message}\n${await podsProblem(namespace)}`);
    });
}

/** What the kubelet says against the pods of a namespace; empty if it says nothing. */
export async function podsProblem(namespace: string): Promise<string> {
  const [pods, events, replicaSets] = await Promise.all([
    podsIn(namespace),
    api.list(`/api/v1/namespaces/${namespace}/events?fieldSelector=type%3DWarning`),
    api.list(`/apis/apps/v1/namespaces/${namespace}/replicasets`),
  ]);
  const states = pods.flatMap(({ status }) => (status?.containerStatuses ?? []).flatMap(({ state, lastState }: any) =>
    [state?.waiting, state?.terminated, lastState?.terminated].filter(Boolean).map(
      ({ reason, message, exitCode }: any) => [reason, message, exitCode].filter(Boolean).join(' '),
    )));
  const refused = replicaSets.flatMap(({ status }) =>
    (status?.conditions ?? []).filter(({ type }: any) => type === 'ReplicaFailure').map(({ message }: any) => message));
  return [...new Set([...states, ...events.map(({ reason, message }) => `${reason}: ${message}`), ...refused])].join('\n');
}
