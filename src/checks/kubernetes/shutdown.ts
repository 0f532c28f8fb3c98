import type { Facts } from '../facts';
import { type Fields, listAt, numberAt, textsAt } from '../fields';
import type { Finding } from '../finding';

/** Kubernetes' default of terminationGracePeriodSeconds. */
const DEFAULT_GRACE = 30;

/** The kubelet kills a container at the end of the grace period. It must cover both preStop and the server's drain. */
export function shutdownProblems({ services, server }: Facts): Finding[] {
  return services
    .flatMap(({ workloads }) => workloads)
    .flatMap(({ file, name, pod, own }) => {
      const grace = numberAt(pod, 'terminationGracePeriodSeconds') ?? DEFAULT_GRACE;
      return listAt(pod, 'containers').flatMap((container) => {
        const [pause, drain] = [preStopSeconds(container), own.includes(container) ? (server.drainSeconds ?? 0) : 0];
        return grace >= pause + drain
          ? []
          : [{
            file,
            problem:
                  `terminationGracePeriodSeconds of ${name} is ${grace}, but preStop takes ${pause} seconds and ${server.file} drains for up to ${drain} more: ` +
                  'the kubelet ends requests that are still open.',
            fix: `Set terminationGracePeriodSeconds to more than ${pause + drain}.`,
          }];
      });
    });
}

function preStopSeconds(container: Fields): number {
  const sleep = numberAt(container, 'lifecycle', 'preStop', 'sleep', 'seconds');
  const command = textsAt(container, 'lifecycle', 'preStop', 'exec', 'command').join(' ');
  return sleep ?? Number(/\bsleep (\d+)/.exec(command)?.[1] ?? 0);
}
