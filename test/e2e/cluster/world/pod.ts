import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesApi } from './kubernetes-api';
import type { ClusterPair } from './pair';
import { startService } from '../../../support/machine/processes';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;

/**
 * Problems of a pair's pods, which KWOK marks ready without checks: starts the app repo's service with the
 * environment of an admitted pod and sends it the kubelet's probes and a request to the Service's port.
 */
export async function podProblems(api: KubernetesApi, pair: ClusterPair): Promise<string[]> {
  const pods = await api.list(`/api/v1/namespaces/${pair.names.namespace}/pods`);
  const pod = pods.find(({ metadata }) => !metadata.deletionTimestamp);
  if (!pod) {
    return ['there is no pod'];
  }
  const [container] = pod.spec.containers;
  const env = Object.fromEntries((container.env ?? []).map(({ name, value }: Record<string, string>) => [name, value]));
  const service = await startService({
    name: `service-${pair.names.appName}`,
    command: [process.execPath, 'server.js'],
    cwd: pair.folder('app'),
    env,
    logs: `${pair.world.state}/logs`,
    ready: () => fetch(`http://127.0.0.1:${env.PORT}/`),
  });
  try {
    const probes = await Promise.all(PROBES.map(async (name) => {
      const { path, port } = container[name].httpGet;
      const number = portOf(container, port);
      return number === undefined ? [`${name}: the container has no port "${port}"`] : answersOk(name, number, path);
    }));
    return [...probes.flat(), ...await serviceProblems(api, pair)];
  } finally {
    await service.stop();
  }
}

/** Whether the port that Kubernetes resolved for the Service answers. */
async function serviceProblems(api: KubernetesApi, pair: ClusterPair): Promise<string[]> {
  const query = `labelSelector=kubernetes.io/service-name%3D${pair.names.appName}`;
  const slices = await api.list(`/apis/discovery.k8s.io/v1/namespaces/${pair.names.namespace}/endpointslices?${query}`);
  const leading = slices.filter(({ endpoints }) => endpoints?.length > 0);
  const ports: number[] = leading.flatMap((slice) => (slice.ports ?? []).map(({ port }: any) => port));
  return ports.length > 0
    ? (await Promise.all(ports.map((port) => answersOk('the Service', port, '/healthz')))).flat()
    : ['the Service leads to no port of a pod'];
}

function portOf(container: any, port: string | number): number | undefined {
  return typeof port === 'number'
    ? port
    : (container.ports ?? []).find(({ name }: { name: string }) => name === port)?.containerPort;
}

async function answersOk(who: string, port: number, path: string): Promise<string[]> {
  let seen = '';
  for (let attempt = 0; attempt < 20; attempt++) {
    seen = await fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => String(status), ({ cause }) => cause.code,
    );
    if (seen === '200') {
      return [];
    }
    await sleep(100);
  }
  return [`${who}: ${path} on port ${port} answers ${seen}`];
}
