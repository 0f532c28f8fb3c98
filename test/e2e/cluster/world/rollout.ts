import type { KubernetesApi, KubernetesObject, WatchEvent } from './kubernetes-api';

/** One moment of a rolling update. */
export interface Sample {
  /** Pods that are ready, and not about to go. */
  readonly available: number;
  /** Pods that all ReplicaSets together are told to have. An old pod may be there for a moment after its ReplicaSet was told that it is too many. */
  readonly wanted: number;
}

/** What was seen of a rolling update. */
export interface Rollout {
  readonly samples: readonly Sample[];
  /** How many different pods there were. */
  readonly pods: number;
}

/** Looks at every change of pods and ReplicaSets in a namespace. Gives back a function that ends it and tells what was seen. */
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

/** How a rolling update broke its promises: each pod is replaced, by one new pod more at a time, and none less than wanted. */
export function rolloutProblems({ samples, pods }: Rollout, replicas: number): string[] {
  // A watch begins by telling of the pods that are there, one after the other.
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
  return !metadata.deletionTimestamp && (status?.conditions ?? []).some((condition: any) => condition.type === 'Ready' && condition.status === 'True');
}
