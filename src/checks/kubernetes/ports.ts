import type { Facts } from '../facts';
import { at, listAt, textAt, valuesAt } from '../fields';
import type { Finding } from '../finding';
import type { ObjectAt } from './object';
import { type Workload, isPort, portNames, portsOf, selects, serves } from './workload';

/** Compares the ports of Services, probes and NetworkPolicies with those of the containers. */
export function portProblems({ services }: Facts): Finding[] {
  return services.flatMap(({ objects, workloads }) => [
    ...kind(objects, 'Service').flatMap((service) => servicePorts(service, workloads)),
    ...workloads.flatMap(probePorts),
    ...kind(objects, 'NetworkPolicy').flatMap((policy) => policyPorts(policy, workloads)),
    ...closedPorts(objects, workloads),
  ]);
}

export function kind(objects: readonly ObjectAt[], name: string): ObjectAt[] {
  return objects.filter((object) => object.kind === name);
}

function servicePorts(service: ObjectAt, workloads: readonly Workload[]): Finding[] {
  const behind = workloads.filter(({ labels }) => serves(service, labels));
  return listAt(service.value, 'spec', 'ports').flatMap((port) => {
    const target = port.targetPort ?? port.port;
    return behind
      .filter(({ ports }) => !isPort(target, ports, textAt(port, 'protocol') ?? 'TCP'))
      .map(({ file, name, ports }) => ({
        file: service.file,
        problem:
          `Service ${service.name}: targetPort ${JSON.stringify(target)} is not a ${textAt(port, 'protocol') ?? 'TCP'} port of the containers of ${name}, ` +
          `which have ${portNames(ports)} (${file}).`,
        fix: 'Set targetPort to the name of a container port.',
      }));
  });
}

function probePorts({ file, name, pod }: Workload): Finding[] {
  return listAt(pod, 'containers').flatMap((container) =>
    ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((probe) => {
      const [port] = ['httpGet', 'tcpSocket', 'grpc'].flatMap((handler) => valuesAt(container, probe, handler, 'port'));
      const ports = portsOf(container);
      return port === undefined || isPort(port, ports)
        ? []
        : [
          {
            file,
            problem: `${probe} of ${name}: port ${JSON.stringify(port)} is not a port of the container, which has ${portNames(ports)}.`,
            fix: 'Set the port of the probe to the name of the container port.',
          },
        ];
    }),
  );
}

function policyPorts(policy: ObjectAt, workloads: readonly Workload[]): Finding[] {
  const limited = workloads.filter(({ labels }) => selects(at(policy.value, 'spec', 'podSelector'), labels));
  return listAt(policy.value, 'spec', 'ingress')
    .flatMap((rule) => listAt(rule, 'ports'))
    .flatMap((port) => {
      const protocol = textAt(port, 'protocol') ?? 'TCP';
      return limited
        .filter(
          ({ ports }) => port.port !== undefined && port.endPort === undefined && !isPort(port.port, ports, protocol),
        )
        .map(({ file, name, ports }) => ({
          file: policy.file,
          problem:
            `NetworkPolicy ${policy.name}: ingress port ${JSON.stringify(port.port)} (${protocol}) is not a port of the containers of ${name}, ` +
            `which have ${portNames(ports)} (${file}).`,
          fix: 'Set the ingress port and its protocol to those of a container port.',
        }));
    });
}

/** Finds ports of Services that NetworkPolicies block. */
function closedPorts(objects: readonly ObjectAt[], workloads: readonly Workload[]): Finding[] {
  return workloads.flatMap((workload) => {
    const policies = kind(objects, 'NetworkPolicy').filter(
      ({ value }) =>
        selects(at(value, 'spec', 'podSelector'), workload.labels) &&
        (at(value, 'spec', 'policyTypes') === undefined || valuesAt(value, 'spec', 'policyTypes').includes('Ingress')),
    );
    const rules = policies.flatMap(({ value }) => listAt(value, 'spec', 'ingress'));
    const isOpen = (number: number, name?: string) =>
      rules.some(
        (rule) =>
          rule.ports === undefined ||
          listAt(rule, 'ports').some(
            ({ port, endPort }) =>
              port === undefined ||
              port === name ||
              port === number ||
              (typeof port === 'number' && port <= number && number <= Number(endPort)),
          ),
      );
    const served = kind(objects, 'Service')
      .filter((service) => serves(service, workload.labels))
      .flatMap((service) =>
        listAt(service.value, 'spec', 'ports').map((port) => ({ service, target: port.targetPort ?? port.port })),
      );
    return policies.length === 0
      ? []
      : served.flatMap(({ service, target }) =>
        workload.ports
          .filter(({ name, number }) => (name === target || number === target) && !isOpen(number, name))
          .map(({ number }) => ({
            file: policies[0].file,
            problem: `NetworkPolicy ${policies[0].name} blocks port ${number}, to which Service ${service.name} sends requests (${service.file}).`,
            fix: `Add port ${number} to the ingress rules.`,
          })),
      );
  });
}
