import { type Fields, fieldsAt, isFields, listAt, numberAt, textAt, textsAt } from '../fields';
import type { ObjectAt } from './object';

/** A port of a container. */
export interface Port {
  readonly name?: string;
  readonly number: number;
  readonly protocol: string;
}

/** An object that runs pods. */
export interface Workload extends ObjectAt {
  readonly labels: Fields;
  readonly pod: Fields;
  readonly replicas: number;
  readonly ports: readonly Port[];
}

export function workloadsIn(objects: readonly ObjectAt[]): Workload[] {
  return objects.filter(({ kind }) => /^(Deployment|StatefulSet|DaemonSet)$/.test(kind)).map((object) => {
    const pod = fieldsAt(object.value, 'spec', 'template', 'spec');
    const ports = listAt(pod, 'containers').flatMap((container) => portsOf(container));
    const labels = fieldsAt(object.value, 'spec', 'template', 'metadata', 'labels');
    return { ...object, labels, pod, replicas: numberAt(object.value, 'spec', 'replicas') ?? 1, ports };
  });
}

export function portsOf(container: Fields): Port[] {
  return listAt(container, 'ports').map((port) => ({
    name: textAt(port, 'name'),
    number: numberAt(port, 'containerPort') ?? 0,
    protocol: textAt(port, 'protocol') ?? 'TCP',
  }));
}

/** Whether a port of an object, as a name or a number, is one of a container's. */
export function isPort(port: unknown, ports: readonly Port[], protocol?: string): boolean {
  return ports.some((own) => (own.name === port || own.number === port) && (!protocol || own.protocol === protocol));
}

/** `http (8080)`: ports as messages list them. */
export function portNames(ports: readonly Port[]): string {
  return ports.map(({ name, number }) => name ? `${name} (${number})` : String(number)).join(', ') || 'no port';
}

/** Whether a label selector, or the plain map of a Service, selects pods with these labels. An empty one selects all. */
export function selects(selector: unknown, labels: Fields): boolean {
  if (!isFields(selector)) return true;
  const isPlain = !('matchLabels' in selector || 'matchExpressions' in selector);
  const wanted = Object.entries(isPlain ? selector : fieldsAt(selector, 'matchLabels'));
  return wanted.every(([key, value]) => labels[key] === value)
    && listAt(isPlain ? {} : selector, 'matchExpressions').every((expression) => fits(expression, labels));
}

function fits(expression: Fields, labels: Fields): boolean {
  const [key, values] = [textAt(expression, 'key') ?? '', textsAt(expression, 'values')];
  const [isThere, isListed] = [Object.hasOwn(labels, key), values.includes(String(labels[key]))];
  switch (expression.operator) {
    case 'In': return isThere && isListed;
    case 'NotIn': return !isListed;
    case 'Exists': return isThere;
    case 'DoesNotExist': return !isThere;
    default: return true;
  }
}
