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
  /** The containers with the pipeline's image; all containers if the overlay sets no image. */
  readonly own: readonly Fields[];
}

/** The kinds that run pods, with the path of their pod template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** @param kustomization the Kustomization that sets the images of the objects */
export function workloadsIn(objects: readonly ObjectAt[], kustomization: Fields): Workload[] {
  const images = listAt(kustomization, 'images').flatMap((image) => textAt(image, 'newName') ?? []);
  return objects
    .filter(({ kind }) => Object.hasOwn(TEMPLATES, kind))
    .map((object) => {
      const template = fieldsAt(object.value, ...TEMPLATES[object.kind]);
      const pod = fieldsAt(template, 'spec');
      const containers = listAt(pod, 'containers');
      const own = containers.filter(({ image }) =>
        images.some((name) => String(image).startsWith(`${name}@`) || String(image).startsWith(`${name}:`)),
      );
      return {
        ...object,
        labels: fieldsAt(template, 'metadata', 'labels'),
        pod,
        replicas: scaledTo(object, objects) ?? numberAt(object.value, 'spec', 'replicas') ?? 1,
        ports: containers.flatMap(portsOf),
        own: images.length > 0 ? own : containers,
      };
    });
}

/** The minimum number of replicas of an autoscaler. */
function scaledTo({ kind, name }: ObjectAt, objects: readonly ObjectAt[]): number | undefined {
  const scaler = objects.find(
    (object) =>
      object.kind === 'HorizontalPodAutoscaler' &&
      textAt(object.value, 'spec', 'scaleTargetRef', 'kind') === kind &&
      textAt(object.value, 'spec', 'scaleTargetRef', 'name') === name,
  );
  return scaler && (numberAt(scaler.value, 'spec', 'minReplicas') ?? 1);
}

/**
 * Whether a Service sends requests to pods with these labels. A Service without a selector has manually created
 * endpoints.
 */
export function serves(service: ObjectAt, labels: Fields): boolean {
  const selector = fieldsAt(service.value, 'spec', 'selector');
  return Object.keys(selector).length > 0 && selects(selector, labels);
}

export function portsOf(container: Fields): Port[] {
  return listAt(container, 'ports').map((port) => ({
    name: textAt(port, 'name'),
    number: numberAt(port, 'containerPort') ?? 0,
    protocol: textAt(port, 'protocol') ?? 'TCP',
  }));
}

/** Whether a port name or number is one of the container ports. */
export function isPort(port: unknown, ports: readonly Port[], protocol?: string): boolean {
  return ports.some((own) => (own.name === port || own.number === port) && (!protocol || own.protocol === protocol));
}

/** Lists ports for a message: `http (8080)`. */
export function portNames(ports: readonly Port[]): string {
  return ports.map(({ name, number }) => name ? `${name} (${number})` : String(number)).join(', ') || 'no port';
}

/**
 * Whether a label selector, or the plain map of a Service, selects pods with these labels. An empty one selects all.
 */
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
