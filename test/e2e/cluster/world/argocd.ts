import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { ControlPlane } from './control-plane';
import { startService } from '../../../support/machine/processes';
import type { Engines } from '../../engines/engines';

/** The application controller's address once it is ready. */
export const CONTROLLER_PORT = 8082;

/** ConfigMaps that Argo CD's own manifest mounts into its repo server, and the folder that stands for the mount. */
const MOUNTS: Readonly<Record<string, string>> = { 'argocd-ssh-known-hosts-cm': 'ssh', 'argocd-tls-certs-cm': 'tls' };

/** The file that stands for /etc/gitconfig of Argo CD's image. */
export function gitconfigIn(state: string): string {
  return join(state, 'argocd-etc', 'gitconfig');
}

/**
 * Starts Argo CD's real repo server and application controller, beside the pods of that name, which are KWOK's and do
 * nothing. Its objects, settings and definitions are those that `argocd:install` made.
 */
export async function startArgoCd(
  engines: Engines,
  { api }: ControlPlane,
  state: string,
  trust: NodeJS.ProcessEnv,
): Promise<void> {
  const logs = join(state, 'logs');
  const folder = (name: string) => join(state, `argocd-${name}`);
  Object.entries(MOUNTS).forEach(([configMap, name]) => {
    mkdirSync(folder(name), { recursive: true });
    api.watch(`/api/v1/namespaces/argocd/configmaps?fieldSelector=metadata.name%3D${configMap}`, ({ object }) =>
      mount(object.data ?? {}, folder(name)),
    );
  });
  mkdirSync(folder('tmp'), { recursive: true });
  const env = {
    ...process.env,
    ...trust,
    PATH: `${engines.argocdScripts}:${engines.path}:${process.env.PATH}`,
    TMPDIR: folder('tmp'),
    HOME: state,
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    // Its default would be shared by the whole machine.
    ARGOCD_ASK_PASS_SOCK: folder('ask-pass.sock'),
    ARGOCD_SSH_DATA_PATH: folder('ssh'),
    ARGOCD_TLS_DATA_PATH: folder('tls'),
    GIT_CONFIG_SYSTEM: gitconfigIn(state),
    KUBECONFIG: join(state, 'administrator.kubeconfig'),
  };
  const start = (name: string, args: string[], ready?: () => Promise<unknown>) =>
    startService({
      name, command: [engines.argocd, ...args], env: { ...env, ARGOCD_BINARY_NAME: name }, cwd: state, logs, ready,
    });
  await Promise.all([
    startService({
      name: 'redis',
      command: ['redis-server', '--port', '6379', '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      cwd: state,
      logs,
      ready: () => accepts(6379),
    }),
    // Polls Git every few seconds instead of every minute: the only setting that differs from the manifest.
    start(
      'argocd-repo-server',
      ['--port', '8081', '--redis', '127.0.0.1:6379', '--revision-cache-expiration', '2s'],
      () => accepts(8081),
    ),
  ]);
  await start(
    'argocd-application-controller',
    [
      '--redis', '127.0.0.1:6379', '--repo-server', '127.0.0.1:8081', '--app-resync', '5', '--app-resync-jitter', '0',
      '--kubeconfig', env.KUBECONFIG,
    ],
    () => accepts(CONTROLLER_PORT),
  );
}

/** Writes a mounted ConfigMap as a kubelet does. */
function mount(data: Readonly<Record<string, string>>, folder: string): void {
  for (const [name, text] of Object.entries(data)) {
    writeFileSync(join(folder, `.${name}`), text);
    renameSync(join(folder, `.${name}`), join(folder, name));
  }
  if (Object.keys(data).length === 0) {
    rmSync(join(folder, 'ssh_known_hosts'), { force: true });
  }
}

/** Fails where nothing listens on a port of this machine. */
export function accepts(port: number): Promise<unknown> {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', failed);
  });
}
