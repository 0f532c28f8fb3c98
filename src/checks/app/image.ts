import { posix } from 'node:path';
import type { Facts } from '../facts';
import { listAt, numberAt, textAt } from '../fields';
import type { Finding } from '../finding';
import { type Workload, portNames, portsOf } from '../kubernetes/workload';

const FILE = 'app/Dockerfile';

/**
 * Compares the ports of the image and of the server with those of the containers, and finds the program that the image
 * starts.
 */
export function imageProblems({ pair, server, services }: Facts): Finding[] {
  const dockerfile = (pair.text(FILE) ?? '')
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  const argumentsOf = (word: string) =>
    dockerfile.flatMap((line) => new RegExp(`^${word}\\s+(.*)$`, 'i').exec(line)?.[1] ?? []);
  const imagePort = argumentsOf('ENV')
    .map((text) => /\bPORT=["']?(\d+)/.exec(text)?.[1])
    .find(Boolean);
  const exposed = argumentsOf('EXPOSE')
    .flatMap((text) => text.split(/\s+/))
    .map((text) => Number(text.split('/')[0]))
    .filter(Boolean);
  const workloads = services.flatMap((service) => service.workloads);
  return [
    ...started(
      argumentsOf('CMD').at(-1),
      pair.has('app') ? (name) => pair.text(posix.join('app', name)) !== undefined : () => true,
    ),
    ...workloads
      .filter(
        ({ own, ports }) =>
          own.length > 0 && exposed.length > 0 && !ports.some(({ number }) => exposed.includes(number)),
      )
      .map(({ name, file, ports }) => ({
        file: FILE,
        problem: `EXPOSE names ${exposed.join(' and ')}, but the containers of ${name} have ${portNames(ports)} (${file}).`,
        fix: 'Use the same port in EXPOSE and containerPort.',
      })),
    ...workloads.flatMap((workload) =>
      listened(workload, server.fixedPort, imagePort ? Number(imagePort) : server.defaultPort),
    ),
  ];
}

/** A container must list the port that its server listens on. */
function listened({ file, name, own }: Workload, fixed?: number, byDefault?: number): Finding[] {
  return own.flatMap((container) => {
    const variable = listAt(container, 'env').find((entry) => entry.name === 'PORT');
    const [port, because] = fixed !== undefined ? [fixed, 'server.js listens to']
      : variable ? [numberAt(variable, 'value'), 'the variable PORT is'] : [byDefault, 'without a variable PORT, the server listens on'];
    const ports = portsOf(container);
    return port === undefined || ports.some(({ number }) => number === port)
      ? []
      : [{
        file,
        problem: `Container ${textAt(container, 'name')} of ${name}: ${because} ${port}, but containerPort is ${portNames(ports)}.`,
        fix: 'Use the same number for PORT and containerPort.',
      }];
  });
}

/** Ignores programs in folders: a build may create them. */
function started(command: string | undefined, exists: (name: string) => boolean): Finding[] {
  const program = /^\["node",\s*"([\w.-]+)"\]/.exec(command ?? '')?.[1];
  return program === undefined || exists(program) ? [] : [{
    file: FILE,
    problem: `CMD starts ${program}, which does not exist in the app repo.`,
    fix: 'Correct the path in CMD, or add the file.',
  }];
}
