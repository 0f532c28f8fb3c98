import { readFileSync } from 'node:fs';
import { podsIn } from './pods';
import type { Service } from './service';
import { processes } from '../../../support/machine/process-list';

/** How often the container of each pod was started again. */
export async function restarts({ namespace }: Service): Promise<number[]> {
  const pods = await podsIn(namespace);
  return pods.map(({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0);
}

/** The first process of a container. All processes of the nodes are visible here. */
export function processOf(containerId: string): number {
  const id = containerId.replace('containerd://', '');
  const inside = processes().filter(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id);
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
  if (inside.length === 0) {
    throw new Error(`no process of ${containerId} is visible`);
  }
  return Math.min(...inside.map(({ pid }) => pid));
}
