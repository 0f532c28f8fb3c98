import { connect, type Socket } from 'node:net';
import { podsIn } from './pods';
import type { Service } from './service';
import { api } from './with-pods';
import { until } from '../../../support/machine/until';
import type { KubernetesObject } from '../../cluster/world/kubernetes-api';

/** The beginning of a request. The service answers after the empty line that ends it. */
const BEGINNING = 'GET / HTTP/1.1\r\nHost: pod\r\n';

/**
 * What goes wrong when Kubernetes deletes a pod with two open requests: one that ends after SIGTERM, and one that never
 * ends. The first one must be answered, and the process must end by itself before its grace period is over.
 */
export async function terminationProblems(service: Service): Promise<string[]> {
  const [pod] = await podsIn(service.namespace);
  const { name } = pod.metadata;
  const port: number = pod.spec.containers[0].ports[0].containerPort;
  const path = `/api/v1/namespaces/${service.namespace}/pods`;
  let last = pod;
  let isGone = false;
  const end = api.watch(`${path}?fieldSelector=metadata.name%3D${name}`, ({ type, object }) => {
    last = object;
    isGone ||= type === 'DELETED';
  });
  const [late, endless] = await Promise.all([0, 1].map(() => begin(pod.status.podIP, port)));
  const start = Date.now();
  await api.delete(`${path}/${name}`);
  await until(`${name} takes no new request`, () => isOpen(pod.status.podIP, port), (open) => !open);
  const answer = await finish(late);
  await until(`${name} is gone`, async () => isGone, Boolean);
  end();
  endless.destroy();
  const seconds = (Date.now() - start) / 1_000;
  return [
    ...answer.startsWith('HTTP/1.1 200 ') ? [] : [`an open request was answered "${answer.split('\r\n')[0]}"`],
    ...exitProblems(last),
    ...seconds < pod.spec.terminationGracePeriodSeconds ? [] : [`the pod ended after ${seconds} s`],
  ];
}

function exitProblems({ status }: KubernetesObject): string[] {
  const { exitCode, reason } = status.containerStatuses?.[0]?.state?.terminated ?? {};
  return exitCode === 0 ? [] : [`the process ended with exit code ${exitCode} (${reason}) after SIGTERM`];
}

function begin(host: string, port: number): Promise<Socket> {
  return new Promise((done, failed) => {
    const socket = connect(port, host, () => socket.write(BEGINNING, () => done(socket)));
    socket.on('error', failed);
  });
}

/** Ends a request. Returns the answer, or how the connection ended. */
function finish(socket: Socket): Promise<string> {
  return new Promise((done) => {
    let text = '';
    socket.on('data', (data) => { text += data; });
    socket.on('error', ({ message }) => done(message));
    socket.on('close', () => done(text || 'nothing'));
    socket.write('\r\n');
  });
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}
