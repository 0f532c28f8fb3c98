import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findCommandLine, putCommandLine } from './cli/command-line';
import { NPM_HOST } from './place';
import type { CertificateAuthority } from '../support/machine/certificates';

/** The folder in which `test/e2e/install` installs moto. */
const VENV = join(__dirname, '..', '..', 'node_modules', '.cache', 'e2e');

/** Required programs and their Debian packages. */
const NEEDED: Readonly<Record<string, string>> = {
  'containerd': 'containerd',
  'docker': 'docker.io',
  'docker-registry': 'docker-registry',
  'dockerd': 'docker.io',
  'git': 'git',
  'ip': 'iproute2',
  'mount': 'mount',
  'openssl': 'openssl',
  'python3': 'python3',
  'ssh': 'openssh-client',
  'ssh-keygen': 'openssh-client',
  'sshd': 'openssh-server',
  'unshare': 'util-linux',
  'unzip': 'unzip',
};

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin', '/usr/local/sbin'];

/** Describes missing programs and how to install them; undefined if everything is installed. */
export function missingForAws(): string | undefined {
  const missing = [...new Set(Object.entries(NEEDED).filter(([program]) => !find(program)).map(([, name]) => name))];
  if (!findCommandLine()) {
    missing.push('version 2 of the AWS command line');
  }
  if (!existsSync(motoPython())) {
    missing.push('moto');
  }
  if (!existsSync(join(VENV, 'npm', 'installed'))) {
    missing.push('packages of the CDK');
  }
  if (missing.length > 0) {
    return `${missing.join(', ')} missing: get everything with "bash test/e2e/install" (as root)`;
  }
  return process.env.E2E_HERMETIC === 'true'
    ? undefined
    : 'a network of its own is missing: run it with "bash test/e2e/support/hermetic.sh COMMAND" (as root)';
}

/** What a build lacks that renders manifests: no package of the distribution has it. */
export function missingKubectl(): string | undefined {
  return find('kubectl') === undefined
    ? 'kubectl is missing: see https://kubernetes.io/docs/tasks/tools/, or run test/e2e/engines/build'
    : undefined;
}

/** The Python interpreter with moto. */
export function motoPython(): string {
  return join(VENV, 'bin', 'python');
}

/**
 * A folder from which an older command line learns the API of a service, as moto's botocore knows it: Debian's is older
 * than EKS Pod Identity.
 */
function folderWithModel(home: string, name: string): string {
  const python = join(VENV, 'lib', readdirSync(join(VENV, 'lib'))[0]);
  const model = join(python, 'site-packages', 'botocore', 'data', name, 'service-2.json.gz');
  const models = join(home, 'models');
  mkdirSync(join(models, name), { recursive: true });
  writeFileSync(join(models, name, 'service-2.json'), gunzipSync(readFileSync(model)));
  return models;
}

/** The environment of a user's shell: programs, the trusted certificate authority, and a private home folder. */
export async function shellEnvironment(
  authority: CertificateAuthority, state: string,
): Promise<Record<string, string>> {
  const home = join(state, 'home');
  const bin = join(state, 'bin');
  [home, bin].forEach((folder) => mkdirSync(folder, { recursive: true }));
  await putCommandLine(bin, join(state, 'logs'));
  // Addresses buckets by path, because this machine does not resolve their host names.
  writeFileSync(join(home, 'aws-config'), '[default]\ns3 =\n  addressing_style = path\n');
  writeFileSync(
    join(home, '.gitconfig'),
    '[user]\n  name = Somebody\n  email = somebody@example.com\n[init]\n  defaultBranch = main\n',
  );
  return {
    ...authority.environment,
    HOME: home,
    LANG: 'C.UTF-8',
    PATH: `${bin}:${process.env.PATH}`,
    AWS_CONFIG_FILE: join(home, 'aws-config'),
    AWS_DATA_PATH: folderWithModel(home, 'eks/2017-11-01'),
    AWS_EC2_METADATA_DISABLED: 'true',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    // A user's npm configuration could name another certificate authority.
    npm_config_cafile: authority.file,
    npm_config_cache: join(state, 'npm-cache'),
    npm_config_registry: `https://${NPM_HOST}/`,
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  };
}

/**
 * The environment of builds: the system's programs and those of CodeBuild's image, from their folders on this machine.
 */
export function imageEnvironment(shell: Readonly<Record<string, string>>, state: string): Record<string, string> {
  const folder = join(state, 'image-bin');
  mkdirSync(folder, { recursive: true });
  ['docker', 'node', 'npm', 'npx'].forEach((program) => symlinkSync(find(program)!, join(folder, program)));
  const kubectl = find('kubectl');
  if (kubectl !== undefined) {
    symlinkSync(kubectl, join(folder, 'kubectl'));
  }
  return { ...shell, PATH: [join(state, 'bin'), folder, '/usr/bin', '/bin'].join(delimiter) };
}

function find(program: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, program)).find(existsSync);
}
