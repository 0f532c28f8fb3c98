import type { Facts } from '../facts';
import { textAt } from '../fields';
import { type Finding, listOf } from '../finding';

/** The paths of the probes, against those that the server answers. */
export function probeProblems({ services, server }: Facts): Finding[] {
  const { paths, prefixes } = server;
  return !paths
    ? []
    : services
      .flatMap(({ workloads }) => workloads)
      .flatMap(({ file, name, own }) =>
        own.flatMap((container) =>
          ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((probe) => {
            const path = textAt(container, probe, 'httpGet', 'path');
            return path === undefined ||
                paths.includes(path.split('?')[0]) ||
                prefixes.some((prefix) => path.startsWith(prefix))
              ? []
              : [{
                file,
                problem: `${probe} of ${name}: the server does not answer the path ${path}, only ${listOf(paths)} (${server.file}).`,
                fix: `Set the path to one that ${server.file} answers, or let it answer ${path}.`,
              }];
          }),
        ),
      );
}
