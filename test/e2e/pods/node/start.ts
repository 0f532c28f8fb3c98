import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { forwardHosts, inNetwork, makeNetworks, NODES } from './network';
import {
  containerdSettings, credentialSettings, kubeletSettings, networkSettings, type NodeName, proxySettings,
} from './settings';
import { startService } from '../../../support/machine/processes';
import { run, runWell } from '../../../support/run';
import { writeKubeconfig } from '../../cluster/world/kubeconfig';
import type { Engines } from '../../engines/engines';

/** What the nodes work with. */
export interface NodesSettings {
  readonly engines: Engines;
  /** For their files: in memory, as pods write there. */
  readonly folder: string;
  readonly logs: string;
  /** The cgroup of the run. */
  readonly cgroup: string;
  /** The certificate of the authority of the API server and of ECR. */
  readonly authority: string;
  /** ECR's registry and the APIs that the nodes call. */
  readonly hosts: readonly string[];
  /** The credentials of the nodes' role, as variables. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** Where the API server listens for the nodes. */
const SERVER = `https://${NODES[0].address}:6443`;
const PREPARE = join(__dirname, 'prepare.sh');
const PROXY = 'kube-proxy-of-the-tests';
const tokenOf = ({ name }: NodeName) => `${name}-of-the-tests`;

/** The lines of the API server's token file for the nodes. */
export function nodeTokens(): string[] {
  return [
    ...NODES.map((node) => `${tokenOf(node)},system:node:${node.name},${node.name},"system:nodes"`),
    `${PROXY},system:kube-proxy,system:kube-proxy`,
  ];
}

/**
 * Starts all nodes: containerd, kubelet and kube-proxy, each node with mounts and a network of its own. They end with
 * the processes of this namespace.
 */
export async function startNodes(settings: NodesSettings): Promise<void> {
  await makeNetworks();
  const hosts = await forwardHosts(settings.hosts);
  await Promise.all(
    NODES.map((node, index) => startNode(node, settings, hosts, index > 0 ? inNetwork(node.name) : [])),
  );
}

async function startNode(
  node: NodeName, settings: NodesSettings, hosts: string, network: readonly string[],
): Promise<void> {
  const { engines, authority } = settings;
  const folder = join(settings.folder, node.name);
  const file = (name: string) => join(folder, name);
  const cgroup = `${settings.cgroup}/${process.env.E2E_PART || 'nodes'}/${node.name}`;
  mkdirSync(file('cni'), { recursive: true });
  writeFileSync(file('hosts'), hosts);
  writeFileSync(file('containerd.toml'), containerdSettings(folder, engines.cni));
  writeFileSync(file('cni/10-pods.conflist'), networkSettings(folder, node));
  writeFileSync(file('kubelet.yaml'), kubeletSettings(folder, cgroup));
  writeFileSync(
    file('credentials.yaml'), credentialSettings({ ...settings.credentials, SSL_CERT_FILE: authority }),
  );
  writeKubeconfig(file('kubelet.kubeconfig'), { server: SERVER, token: tokenOf(node), authority }, node.name);
  writeKubeconfig(file('proxy.kubeconfig'), { server: SERVER, token: PROXY, authority }, node.name);
  writeFileSync(file('proxy.yaml'), proxySettings(file('proxy.kubeconfig'), node));

  const env = {
    ...process.env,
    SSL_CERT_FILE: authority,
    PATH: [engines.containerd, engines.path, process.env.PATH, '/usr/sbin'].join(delimiter),
  };
  const start = (name: string, command: [string, ...string[]], ready?: () => Promise<unknown>) =>
    startService({ name: `${name}-${node.name}`, command, env, cwd: folder, logs: settings.logs, ready });
  await start(
    'namespaces',
    ['unshare', '--mount', '--propagation', 'private', 'bash', PREPARE, folder, cgroup],
    async () => existsSync(file('namespaces.pid')),
  );
  const pid = readFileSync(file('namespaces.pid'), 'utf8').trim();
  const inside = (...command: string[]) =>
    ['nsenter', `--mount=/proc/${pid}/ns/mnt`, ...network.slice(1), ...command] as [string, ...string[]];
  const socket = ['--address', file('containerd.sock')];
  await start(
    'containerd', inside('containerd', '--config', file('containerd.toml')),
    async () => (await run('ctr', [...socket, 'version'], folder, env)).code === 0,
  );
  await runWell('ctr', [...socket, '--namespace', 'k8s.io', 'images', 'import', engines.pauseImage], folder, env);
  await Promise.all([
    start(
      'kubelet',
      inside(
        'kubelet', '--config', file('kubelet.yaml'), '--kubeconfig', file('kubelet.kubeconfig'),
        '--root-dir', file('kubelet'), '--cert-dir', file('certificates'), '--hostname-override', node.name,
        '--node-ip', node.address, '--node-labels', `topology.kubernetes.io/zone=${node.zone}`,
        '--image-credential-provider-config', file('credentials.yaml'),
        '--image-credential-provider-bin-dir', engines.credentialProviders,
      ),
    ),
    start('kube-proxy', inside('kube-proxy', '--config', file('proxy.yaml'))),
  ]);
}
