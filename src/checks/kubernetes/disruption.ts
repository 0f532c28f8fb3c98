import type { Facts } from '../facts';
import { at, numberAt } from '../fields';
import type { Finding } from '../finding';
import type { ObjectAt } from './object';
import { kind } from './ports';
import { type Workload, selects } from './workload';

/** Finds budgets that block every node drain, and strategies that block every rollout. */
export function disruptionProblems({ services }: Facts): Finding[] {
  return services.flatMap(({ file, objects, workloads }) => workloads.flatMap((workload) => [
    ...kind(objects, 'PodDisruptionBudget')
      .filter(({ value }) => selects(at(value, 'spec', 'selector'), workload.labels))
      .flatMap((budget) => blockedDrains(budget, workload, file)),
    ...blockedRollout(workload),
  ]));
}

function blockedDrains(
  { file, name, value }: ObjectAt,
  { name: workload, replicas }: Workload,
  overlay: string,
): Finding[] {
  const [least, most] = ['minAvailable', 'maxUnavailable'].map((field) => at(value, 'spec', field));
  // Kubernetes rounds both percentages up.
  const movable =
    least !== undefined ? replicas - share(least, replicas) : most !== undefined ? share(most, replicas) : 1;
  const rule = least !== undefined ? `minAvailable ${JSON.stringify(least)}` : `maxUnavailable ${JSON.stringify(most)}`;
  return movable > 0 || replicas === 0 ? [] : [{
    file,
    problem: `PodDisruptionBudget ${name}: with ${rule}, none of the ${replicas} replicas of ${workload} (${overlay}) can be evicted, so it blocks every node drain.`,
    fix: 'Use "maxUnavailable: 1", or run more replicas.',
  }];
}

function blockedRollout({ file, name, value }: Workload): Finding[] {
  const [surge, unavailable] = ['maxSurge', 'maxUnavailable'].map((field) =>
    at(value, 'spec', 'strategy', 'rollingUpdate', field),
  );
  const isZero = (amount: unknown) => amount !== undefined && Number.parseInt(String(amount), 10) === 0;
  const isBlocked = isZero(surge) && isZero(unavailable) && numberAt(value, 'spec', 'replicas') !== 0;
  return !isBlocked ? [] : [{
    file,
    problem: `strategy of ${name}: maxSurge and maxUnavailable are both 0: Kubernetes refuses such a Deployment.`,
    fix: 'Set maxSurge to 1.',
  }];
}

function share(amount: unknown, replicas: number): number {
  const percent = /^(\d+)%$/.exec(String(amount))?.[1];
  return percent === undefined ? Number(amount) : Math.ceil(Number(percent) * replicas / 100);
}
