import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { SshKey } from './access';
import { startService } from '../../support/machine/processes';
import { runWell } from '../../support/run';

/** CodeCommit's Git over SSH. */
export interface SshGit {
  /** The folder with the bare repositories. */
  readonly folder: string;
  /** The folder for keys, configuration and logs. */
  readonly state: string;
  readonly address: string;
  readonly port: number;
}

/** OpenSSH's server, with key IDs as login names. */
export interface SshServer {
  /** `SHA256:…` of its host key. */
  readonly fingerprint: string;
  allow(key: SshKey): void;
  revoke(id: string): void;
}

/** Debian's path; sshd must be started by its absolute path. */
const PROGRAM = '/usr/sbin/sshd';

/** The list of users, shared by all servers. */
const PASSWD = '/run/e2e-passwd';

/** Starts it. Requires the mount namespace of `hermetic.sh`, because each login name must be a user of the system. */
export async function startSshGit({ folder, state, address, port }: SshGit): Promise<SshServer> {
  const keys = join(state, 'keys');
  mkdirSync(keys, { recursive: true });
  await ownUsers();
  // The type of CodeCommit's host key.
  await runWell(
    'ssh-keygen',
    ['-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', join(state, 'host')],
    state,
    process.env,
  );
  const config = join(state, 'sshd_config');
  writeFileSync(
    config, configuration({ address, port, hostKey: join(state, 'host'), keys, pidFile: join(state, 'sshd.pid') }),
  );
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  await startService({
    name: 'sshd',
    command: [PROGRAM, '-D', '-e', '-f', config],
    logs: state,
    ready: () => answers(address, port),
  });
  const described = await runWell('ssh-keygen', ['-l', '-f', join(state, 'host.pub')], state, process.env);
  return {
    fingerprint: described.split(' ')[1],
    allow: ({ id, publicKey, rights }) => {
      if (!/^[A-Z0-9]+$/.test(id)) {
        throw new Error(`"${id}" is no id of an SSH key: it must be capital letters and digits.`);
      }
      const granted = Object.entries(rights).map(([repository, right]) => `${repository}=${right}`);
      const command = ['bash', join(__dirname, 'serve-ssh.sh'), folder, id, ...granted]
        .map((word) => `'${word}'`)
        .join(' ');
      writeFileSync(join(keys, id), `restrict,command="${command}" ${publicKey.trim()}\n`, { mode: 0o600 });
      if (!readFileSync(PASSWD, 'utf8').includes(`\n${id}:`)) {
        appendFileSync(PASSWD, `${id}:*:0:0:a key of CodeCommit:/:/bin/bash\n`);
      }
    },
    revoke: (id) => rmSync(join(keys, id), { force: true }),
  };
}

/** Creates a private list of users. The bind mount exists only in the mount namespace of `hermetic.sh`. */
async function ownUsers(): Promise<void> {
  if (!process.env.E2E_HERMETIC) {
    throw new Error(
      'The SSH server changes the list of users. Run it inside test/e2e/support/hermetic.sh, where that is a list of its own.',
    );
  }
  if (!existsSync(PASSWD)) {
    writeFileSync(PASSWD, readFileSync('/etc/passwd'));
    await runWell('mount', ['--bind', PASSWD, '/etc/passwd'], '/', process.env);
  }
}

function configuration(values: {
  address: string;
  port: number;
  hostKey: string;
  keys: string;
  pidFile: string;
}): string {
  return [
    `ListenAddress ${values.address}:${values.port}`,
    `HostKey ${values.hostKey}`,
    `PidFile ${values.pidFile}`,
    `AuthorizedKeysFile ${values.keys}/%u`,
    // Other users may own the parent folders.
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin forced-commands-only',
    'AcceptEnv GIT_PROTOCOL',
    'MaxStartups 100',
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((done, failed) => {
    const socket = connect(port, host, () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', failed);
  });
}
