import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { KindNode, type NodeWorld } from './node';
import { writeKubeconfig } from '../world/kubeconfig';

/** The version of kind's documentation and source that this stand-in follows. */
const VERSION = '0.33.0';

/** The fields of kind's configuration, version v1alpha4. kind refuses others. */
const FIELDS = {
  cluster: [
    'kind', 'apiVersion', 'name', 'nodes', 'networking', 'featureGates', 'runtimeConfig', 'kubeadmConfigPatches',
    'kubeadmConfigPatchesJSON6902', 'containerdConfigPatches', 'containerdConfigPatchesJSON6902',
  ],
  node: [
    'role', 'image', 'labels', 'extraMounts', 'extraPortMappings', 'kubeadmConfigPatches',
    'kubeadmConfigPatchesJSON6902',
  ],
  mount: ['containerPath', 'hostPath', 'readOnly', 'selinuxRelabel', 'propagation'],
  port: ['containerPort', 'hostPort', 'listenAddress', 'protocol'],
} as const;

/** What a program prints, and its exit code. */
interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const well = (stdout = '', stderr = ''): Ended => ({ code: 0, stdout, stderr });

/**
 * Stands in for kind: its clusters are the Kubernetes of the tests. Answers `version`, `get clusters`, `create cluster`
 * and `delete cluster` as kind's documentation says.
 */
export class KindStandIn {
  /** The commands that it answered. */
  readonly calls: string[] = [];
  private readonly clusters = new Map<string, KindNode>();

  constructor(private readonly world: NodeWorld) {}

  /** Puts the program into a folder of PATH. Returns the variables that it needs. */
  async install(bin: string): Promise<Record<string, string>> {
    const program = join(bin, 'kind');
    const socket = join(this.world.folder, 'kind.sock');
    mkdirSync(bin, { recursive: true });
    copyFileSync(join(__dirname, 'program.mjs'), program);
    chmodSync(program, 0o755);
    // Node.js reads a program without extension as a module only if its package says so.
    writeFileSync(join(bin, 'package.json'), '{"type": "module"}');
    const server = createServer(async (request, response) => {
      const args: string[] = JSON.parse(Buffer.concat(await request.toArray()).toString());
      this.calls.push(args.join(' '));
      response.end(JSON.stringify(await this.answer(args).catch(failed)));
    });
    await new Promise<void>((done) => server.listen(socket, done));
    server.unref();
    return { KIND_STAND_IN: socket };
  }

  /** The node of a cluster. */
  node(name: string): KindNode {
    const node = this.clusters.get(name);
    if (!node) {
      throw new Error(`kind has no cluster ${name}`);
    }
    return node;
  }

  private async answer(args: readonly string[]): Promise<Ended> {
    const isQuiet = args.some((arg) => ['-q', '--quiet'].includes(arg));
    const { words, flags } = readArguments(args.filter((arg) => !['-q', '--quiet'].includes(arg)));
    switch (words.join(' ')) {
      case 'version':
        return well(isQuiet ? `${VERSION}\n` : `kind v${VERSION} go1.26.0 linux/amd64\n`);
      case 'get clusters':
        return this.clusters.size === 0
          ? well('', isQuiet ? '' : 'No kind clusters found.\n')
          : well([...this.clusters.keys()].map((name) => `${name}\n`).join(''));
      case 'create cluster':
        return this.create(flags);
      case 'delete cluster':
        return this.delete(flags);
      default:
        throw new Error(`unknown command "${words.join(' ')}" for "kind"`);
    }
  }

  private async create(flags: Flags): Promise<Ended> {
    const { name = 'kind', config: path, kubeconfig = '' } = only(flags, ['name', 'config', 'kubeconfig', 'wait']);
    if (this.clusters.has(name)) {
      throw new Error(`failed to create cluster: node(s) already exist for a cluster with the name "${name}"`);
    }
    const config = parse(readFileSync(path ?? '', 'utf8'));
    requireFields('cluster', config);
    if (config.kind !== 'Cluster' || config.apiVersion !== 'kind.x-k8s.io/v1alpha4') {
      throw new Error(`unknown apiVersion: ${config.apiVersion}, kind: ${config.kind}`);
    }
    const [control, ...workers] = config.nodes;
    requireFields('node', control);
    if (control.role !== 'control-plane' || workers.length > 0) {
      throw new Error('the stand-in knows clusters with one node alone');
    }
    if (!/^kindest\/node:v\d+\.\d+\.\d+@sha256:[0-9a-f]{64}$/.test(control.image)) {
      throw new Error(`docker: Error response from daemon: ${control.image} is not an image of a node`);
    }
    const { extraMounts = [], extraPortMappings = [] } = control;
    extraMounts.forEach((mount: object) => requireFields('mount', mount));
    extraPortMappings.forEach((port: object) => requireFields('port', port));
    const node = new KindNode(this.world, extraMounts, extraPortMappings);
    await node.start();
    this.clusters.set(name, node);
    mkdirSync(dirname(kubeconfig), { recursive: true });
    writeKubeconfig(kubeconfig, this.world.access, `kind-${name}`);
    return well('', `Creating cluster "${name}" ...\nSet kubectl context to "kind-${name}"\n`);
  }

  private async delete(flags: Flags): Promise<Ended> {
    const { name = 'kind', kubeconfig } = only(flags, ['name', 'kubeconfig']);
    await this.clusters.get(name)?.stop();
    this.clusters.delete(name);
    if (kubeconfig && existsSync(kubeconfig)) {
      // Without the cluster, its user and its context.
      writeFileSync(kubeconfig, 'apiVersion: v1\nkind: Config\n');
    }
    return well('', `Deleting cluster "${name}" ...\n`);
  }
}

type Flags = Readonly<Record<string, string>>;

function failed(error: Error): Ended {
  return { code: 1, stdout: '', stderr: `ERROR: ${error.message}\n` };
}

/** Words and flags with a value, as in `create cluster --name x`. */
function readArguments(args: readonly string[]): { words: string[]; flags: Flags } {
  const words: string[] = [];
  const flags: Record<string, string> = {};
  for (let index = 0; index < args.length; index++) {
    const [, flag, value] = /^--([a-z-]+)(?:=(.*))?$/.exec(args[index]) ?? [];
    if (flag) {
      flags[flag] = value ?? args[++index];
    } else {
      words.push(args[index]);
    }
  }
  return { words, flags };
}

function only<Name extends string>(flags: Flags, names: readonly Name[]): Partial<Record<Name, string>> {
  const unknown = Object.keys(flags).find((name) => !names.includes(name as Name));
  if (unknown) {
    throw new Error(`unknown flag: --${unknown}`);
  }
  return flags as Partial<Record<Name, string>>;
}

function requireFields(type: keyof typeof FIELDS, object: object): void {
  const unknown = Object.keys(object).find((name) => !(FIELDS[type] as readonly string[]).includes(name));
  if (unknown) {
    throw new Error(`unable to decode config: yaml: unmarshal errors: field ${unknown} not found in type ${type}`);
  }
}
