import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { run, runWell } from '../../../support/run';
import type { ApiAccess, KubernetesApi, KubernetesObject } from '../world/kubernetes-api';

/** What a node of kind needs of the tests. */
export interface NodeWorld {
  /** In memory, gone at the end. */
  readonly folder: string;
  readonly access: ApiAccess;
  readonly api: KubernetesApi;
  /** The environment of programs, with Docker's address. */
  readonly env: NodeJS.ProcessEnv;
  /** The file that Argo CD's Git reads as /etc/gitconfig. */
  readonly gitconfig: string;
}

interface Mount {
  readonly hostPath: string;
  readonly containerPath: string;
  readonly readOnly?: boolean;
}

interface PortMapping {
  readonly containerPort: number;
  readonly hostPort: number;
  readonly listenAddress?: string;
}

/** The network that kind creates for its nodes. */
const NETWORK = 'kind';
/** The media types of a manifest that is no index of several platforms. */
const ONE_PLATFORM = [
  'application/vnd.docker.distribution.manifest.v2+json', 'application/vnd.oci.image.manifest.v1+json',
];

/**
 * Stands in for the container of a node, and for its kubelet: mounts folders of this machine, and what Argo CD's repo
 * server mounts of them. Serves node ports from containers of the pods' image.
 */
export class KindNode {
  private readonly servers: Server[] = [];
  private readonly mounted: string[] = [];
  private readonly pulled: string[] = [];
  private readonly containers = new Map<string, Promise<string>>();
  private stopWatching: (() => void) | undefined;

  constructor(
    private readonly world: NodeWorld,
    private readonly mounts: readonly Mount[],
    private readonly ports: readonly PortMapping[],
  ) {}

  async start(): Promise<void> {
    const missing = this.mounts.find(({ hostPath }) => !existsSync(hostPath));
    if (missing) {
      throw new Error(`${missing.hostPath} does not exist: Docker would create it for root`);
    }
    if ((await run('docker', ['network', 'inspect', NETWORK], '/', this.world.env)).code !== 0) {
      await runWell('docker', ['network', 'create', NETWORK], '/', this.world.env);
    }
    for (const { hostPort, listenAddress = '0.0.0.0', containerPort } of this.ports) {
      const server = createServer((socket) => {
        this.serve(containerPort, socket).catch(() => socket.destroy());
      });
      this.servers.push(server);
      await new Promise<void>((done, failed) => {
        server.once('error', failed);
        server.listen(hostPort, listenAddress, done);
      });
    }
    // The folder in which pods mount is in memory.
    await runWell('mount', ['-t', 'tmpfs', 'node', '/mnt'], '/', this.world.env);
    this.mounted.push('/mnt');
    this.stopWatching = this.world.api.watch(
      '/apis/apps/v1/namespaces/argocd/deployments?fieldSelector=metadata.name%3Dargocd-repo-server',
      ({ object }) => {
        this.mountIntoPod(object).catch((error) => process.stderr.write(`${error}\n`));
      },
    );
  }

  async stop(): Promise<void> {
    this.stopWatching?.();
    this.servers.forEach((server) => server.close());
    for (const container of this.containers.values()) {
      await run('docker', ['rm', '--force', await container], '/', this.world.env);
    }
    // They would be on the node.
    for (const image of this.pulled) {
      await run('docker', ['image', 'rm', image], '/', this.world.env);
    }
    for (const path of this.mounted.reverse()) {
      await runWell('umount', [path], '/', this.world.env);
    }
  }

  /** The path on this machine of a path on the node. */
  onMachine(path: string): string {
    const mount = this.mounts.find(({ containerPath }) => `${path}/`.startsWith(`${containerPath}/`));
    if (!mount) {
      throw new Error(`${path} is not on the node`);
    }
    return mount.hostPath + path.slice(mount.containerPath.length);
  }

  /** What the kubelet does for the pod of Argo CD's repo server, whose program runs beside the cluster. */
  private async mountIntoPod({ spec }: KubernetesObject): Promise<void> {
    const { volumes, containers: [{ volumeMounts }] } = spec.template.spec;
    for (const { name, mountPath, subPath } of volumeMounts) {
      const volume = volumes.find((one: { name: string }) => one.name === name);
      if (volume.hostPath && !this.mounted.includes(mountPath)) {
        this.mounted.push(mountPath);
        mkdirSync(mountPath, { recursive: true });
        const source = this.onMachine(volume.hostPath.path);
        await runWell('mount', ['--bind', '--read-only', source, mountPath], '/', this.world.env);
      }
      if (mountPath === '/etc/gitconfig') {
        const map = await this.world.api.get(`/api/v1/namespaces/argocd/configmaps/${volume.configMap.name}`);
        mkdirSync(dirname(this.world.gitconfig), { recursive: true });
        writeFileSync(this.world.gitconfig, map?.data[subPath]);
      }
    }
  }

  /** Passes a connection to a node port on to a container of a ready pod's image. */
  private async serve(nodePort: number, socket: Socket): Promise<void> {
    const services = await this.world.api.list('/api/v1/services');
    const isOfPort = ({ spec }: KubernetesObject) => spec.ports?.some((port: any) => port.nodePort === nodePort);
    const service = services.find(isOfPort);
    const pods = await this.world.api.list(`/api/v1/namespaces/${service?.metadata.namespace}/pods`);
    const pod = pods.find(({ metadata, spec, status }) =>
      metadata.labels['app.kubernetes.io/name'] === service?.spec.selector['app.kubernetes.io/name'] &&
      !metadata.deletionTimestamp && spec.nodeName &&
      status.conditions?.some(({ type, status: is }: any) => type === 'Ready' && is === 'True'));
    if (!pod) {
      throw new Error('no pod is ready');
    }
    const [{ image, env, ports: [{ containerPort }] }] = pod.spec.containers;
    if (!this.containers.has(image)) {
      this.containers.set(image, this.runImage(image, pod.spec, env));
    }
    const container = await this.containers.get(image) ?? '';
    const forwarded = connect(containerPort, await this.addressOf(container));
    forwarded.on('error', () => socket.destroy());
    socket.on('error', () => forwarded.destroy());
    socket.pipe(forwarded).pipe(socket);
  }

  /** The address of a container in kind's network. */
  private async addressOf(container: string): Promise<string> {
    const format = `{{.NetworkSettings.Networks.${NETWORK}.IPAddress}}`;
    return (await runWell('docker', ['inspect', '--format', format, container], '/', this.world.env)).trim();
  }

  /** Pulls an image as the node's containerd does, and runs it with the rights of the pod. Returns the container. */
  private async runImage(image: string, spec: any, env: { name: string; value: string }[]): Promise<string> {
    const docker = (...args: string[]) => runWell('docker', args, '/', this.world.env);
    const [, host, name, digest] = /^([^/]+)\/([^@]+)@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
    // containerd reads the registry's address from this file.
    const hosts = readFileSync(join(this.onMachine('/etc/containerd/certs.d'), host, 'hosts.toml'), 'utf8');
    const [, registry, port] = /^\[host\."http:\/\/([^:"]+):(\d+)"\]$/m.exec(hosts) ?? [];
    const manifest = await fetch(`http://${await this.addressOf(registry)}:${port}/v2/${name}/manifests/${digest}`, {
      headers: { accept: ONE_PLATFORM.join(', ') },
    });
    if (!manifest.ok) {
      throw new Error(`${registry} has no manifest ${digest} of one platform: ${manifest.status}`);
    }
    // Docker accepts registries without TLS only on this machine.
    const published = (await docker('port', registry, `${port}/tcp`)).trim();
    const local = `${published}/${name}@${digest}`;
    await docker('pull', '--quiet', local);
    this.pulled.push(local);
    const { runAsUser, runAsGroup } = spec.securityContext;
    const user = `${runAsUser}:${runAsGroup}`;
    const rights = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--user', user];
    const variables = env.flatMap((variable) => ['--env', `${variable.name}=${variable.value}`]);
    return (await docker('run', '--detach', '--network', NETWORK, ...rights, ...variables, local)).trim();
  }
}
