import type { Facts } from '../facts';
import { at, isFields, listAt } from '../fields';
import type { Finding } from '../finding';
import { type Workload, selects } from './workload';

/** The path of the pod selector in each kind. */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  Service: ['spec', 'selector'],
  NetworkPolicy: ['spec', 'podSelector'],
  PodDisruptionBudget: ['spec', 'selector'],
};

/** Finds objects whose selectors match no pod of their Kustomization. */
export function selectorProblems({ services }: Facts): Finding[] {
  return services.flatMap(({ objects, workloads }) => [
    ...objects.flatMap(({ kind, name, file, value }) => {
      const selector = SELECTORS[kind] && at(value, ...SELECTORS[kind]);
      return !isFields(selector) || workloads.some(({ labels }) => selects(selector, labels))
        ? []
        : [{
          file,
          problem: `${kind} ${name} selects no pod: its selector is ${JSON.stringify(selector)}, the pods have ${labelsOf(workloads)}.`,
          fix: `Use labels of the pod template (${workloads[0].file}).`,
        }];
    }),
    ...workloads.flatMap(ownSelectors),
  ]);
}

function ownSelectors({ kind, name, file, value, labels, pod }: Workload): Finding[] {
  const spread = listAt(pod, 'topologySpreadConstraints').map(
    (constraint) => ['topologySpreadConstraints', constraint.labelSelector] as const,
  );
  return ([['selector', at(value, 'spec', 'selector')], ...spread] as const).flatMap(([field, selector]) =>
    selects(selector, labels)
      ? []
      : [{
        file,
        problem: `${field} of ${kind} ${name} is ${JSON.stringify(selector)}, but its pods have ${JSON.stringify(labels)}.`,
        fix: 'Use labels of the pod template.',
      }],
  );
}

function labelsOf(workloads: readonly Workload[]): string {
  return workloads.map(({ labels }) => JSON.stringify(labels)).join(' and ');
}
