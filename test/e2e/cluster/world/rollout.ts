import type { KubernetesApi, KubernetesObject, WatchEvent } from './kubernetes-api';

/** One moment of a rolling update. */
export interface Sample {
  /** Ready pods that are not terminating. */
  readonly available: number;
  /** Desired pods of all ReplicaSets. An old pod may exist for a moment after its ReplicaSet was scaled down. */
  readonly wanted: number;
}

/** Observations of a rolling update. */
export interface Rollout {
  readonly samples: readonly Sample[];
  /** The number of distinct pods. */
  readonly pods: number;
}

/** Watches pods and ReplicaSets in a namespace. Returns a function that stops watching and returns the observations. */
export function sampleRollout(api: KubernetesApi, namespace: string): () => Rollout {
  const pods = new Map<string, KubernetesObject>();
  const replicaSets = new Map<string, KubernetesObject>();
  const names = new Set<string>();
  const samples: Sample[] = [];
  const follow = (objects: Map<string, KubernetesObject>) => ({ type, object }: WatchEvent) => {
    if (type === 'DELETED') {
      objects.delete(object.metadata.name);
    } else {
      objects.set(object.metadata.name, object);
    }
    [...pods.keys()].forEach((name) => names.add(name));
    samples.push({
      available: [...pods.values()].filter(isAvailable).length,
      wanted: [...replicaSets.values()].reduce((sum, { spec }) => sum + spec.replicas, 0),
    });
  };
  const ends = [
    api.watch(`/api/v1/namespaces/${namespace}/pods`, follow(pods)),
    api.watch(`/apis/apps/v1/namespaces/${namespace}/replicasets`, follow(replicaSets)),
  ];
  return () => {
    ends.forEach((end) => end());
    return { samples, pods: names.size };
  };
}

/**
 * Violations of a rolling update: it must replace each pod, with at most one extra pod and never fewer than desired.
 */
export function rolloutProblems({ samples, pods }: Rollout, replicas: number): string[] {
  // A watch begins by listing the existing pods, one after the other.
  const start = samples.findIndex(({ available }) => available === replicas);
  if (start < 0) {
    return [`never ${replicas} available pods`];
  }
  const during = samples.slice(start);
  const fewest = Math.min(...during.map(({ available }) => available));
  const most = Math.max(...during.map(({ wanted }) => wanted));
  return [
    ...pods < 2 * replicas ? [`${pods} pods were seen where each of ${replicas} was to be replaced`] : [],
    ...fewest < replicas ? [`only ${fewest} of ${replicas} pods were available at a time (maxUnavailable: 0)`] : [],
    ...most > replicas + 1 ? [`${most} pods at a time for ${replicas} replicas (maxSurge: 1)`] : [],
  ];
}

function isAvailable({ metadata, status }: KubernetesObject): boolean {
  return (
    !metadata.deletionTimestamp &&
    (status?.conditions ?? []).some((condition: any) => condition.type === 'Ready' && condition.status === 'True')
  );
}
