import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../support/run';
import { startService } from '../../support/processes';

/** Where dockerd keeps its data, and whom it trusts. */
export interface DaemonSettings {
  readonly folder: string;
  readonly logs: string;
  /** The certificate authority of registries. */
  readonly trust: string;
}

/** Starts Docker's daemon, with neither network nor firewall of its own. Gives back its address for `DOCKER_HOST`. */
export async function startDocker({ folder, logs, trust }: DaemonSettings): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const containerd = join(folder, 'containerd.sock');
  const socket = `unix://${join(folder, 'docker.sock')}`;
  // Go's programs take what they trust from this variable.
  const env = { ...process.env, SSL_CERT_FILE: trust };
  await startService({
    name: 'containerd',
    command: ['containerd', '--address', containerd, '--root', join(folder, 'containerd'), '--state', join(folder, 'containerd-state')],
    env,
    logs,
  });
  const places = ['--host', socket, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'docker.pid')];
  const noNetwork = ['--bridge=none', '--iptables=false', '--ip6tables=false'];
  await startService({
    name: 'dockerd',
    command: ['dockerd', '--containerd', containerd, ...places, ...noNetwork],
    env,
    logs,
    ready: async () => (await run('docker', ['--host', socket, 'version'], '/', process.env)).code === 0,
  });
  return socket;
}
