import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startService } from '../../support/machine/processes';
import { run, runWell } from '../../support/run';

/** dockerd's data folder and certificate authority. */
export interface DaemonSettings {
  /** Its address: `unix:///PATH`. */
  readonly host: string;
  readonly folder: string;
  readonly logs: string;
  /** The certificate authority of registries. */
  readonly trust: string;
}

/** The daemon's configuration and key. */
const MACHINE_SETTINGS = '/etc/docker';

/** Starts Docker's daemon without its own network and firewall, and without the machine's settings. */
export async function startDocker({ host, folder, logs, trust }: DaemonSettings): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (existsSync(MACHINE_SETTINGS)) {
    // Covers the machine's settings in private mounts.
    await runWell('mount', ['-t', 'tmpfs', 'settings', MACHINE_SETTINGS], '/', process.env);
  }
  const config = join(folder, 'containerd.toml');
  writeFileSync(config, `version = 2\n[plugins."io.containerd.internal.v1.opt"]\npath = "${join(folder, 'opt')}"\n`);
  const containerd = join(folder, 'containerd.sock');
  // Go programs read certificate authorities from this variable.
  const env = { ...process.env, SSL_CERT_FILE: trust };
  await startService({
    name: 'containerd',
    command: [
      'containerd', '--config', config, '--address', containerd, '--root', join(folder, 'containerd'), '--state',
      join(folder, 'containerd-state'),
    ],
    env,
    logs,
  });
  const places = [
    '--host', host, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile',
    join(folder, 'docker.pid'),
  ];
  // Where a run has a cgroup of its own, which is removed after it. Docker's own would stay.
  const cgroup = process.env.E2E_CGROUP ? ['--cgroup-parent', `/${process.env.E2E_CGROUP}/docker`] : [];
  const noNetwork = ['--bridge=none', '--iptables=false', '--ip6tables=false'];
  await startService({
    name: 'dockerd',
    command: ['dockerd', '--containerd', containerd, ...places, ...cgroup, ...noNetwork],
    env,
    logs,
    ready: async () => (await run('docker', ['--host', host, 'version'], '/', process.env)).code === 0,
  });
}
