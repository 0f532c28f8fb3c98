import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../support/run';
import { startService } from '../../support/processes';

/** Where dockerd keeps its data, and whom it trusts. */
export interface DaemonSettings {
  /** Where it listens: `unix:///PATH`. */
  readonly host: string;
  readonly folder: string;
  readonly logs: string;
  /** The certificate authority of registries. */
  readonly trust: string;
}

/** Starts Docker's daemon, with neither network nor firewall of its own. */
export async function startDocker({ host, folder, logs, trust }: DaemonSettings): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const containerd = join(folder, 'containerd.sock');
  // Go's programs take what they trust from this variable.
  const env = { ...process.env, SSL_CERT_FILE: trust };
  await startService({
    name: 'containerd',
    command: ['containerd', '--address', containerd, '--root', join(folder, 'containerd'), '--state', join(folder, 'containerd-state')],
    env,
    logs,
  });
  const places = ['--host', host, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'docker.pid')];
  const noNetwork = ['--bridge=none', '--iptables=false', '--ip6tables=false'];
  await startService({
    name: 'dockerd',
    command: ['dockerd', '--containerd', containerd, ...places, ...noNetwork],
    env,
    logs,
    ready: async () => (await run('docker', ['--host', host, 'version'], '/', process.env)).code === 0,
  });
}
