import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeTemplates } from '../support/changed-templates';
import { packTarball, unpackAs } from '../support/packed-package';
import { Registry } from '../support/registry';
import { run, runWell } from '../support/run';
import { readTree } from '../support/tree';

/** The task "upgrade" below a workspace root, without a network, and killed: each on a copy of one app repo. */
jest.setTimeout(400_000);

const place = mkdtempSync(join(tmpdir(), 'gitops-eks-interrupted-'));
const original = join(place, 'pair', 'shop');
const EDIT = '\n# Edited by its owner.\n';
let registry: Registry;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  registry = await Registry.start();
  env = registry.environment();
  ['tarball', 'pair'].forEach((name) => mkdirSync(join(place, name)));
  const tarball = packTarball(join(place, 'tarball'));
  registry.publish(unpackAs('0.1.0', tarball, join(place, 'first')));
  await runWell('npm', ['create', 'gitops-eks@latest', 'shop', '--', '--yes'], join(place, 'pair'), env);
  writeFileSync(join(original, 'Dockerfile'), `${read(original, 'Dockerfile')}${EDIT}`);
  const changes = { 'The pipeline of ': 'A new pipeline: ', 'No HEALTHCHECK': 'NO HEALTHCHECK' };
  registry.publish(changeTemplates(unpackAs('0.2.0', tarball, join(place, 'second')), changes));
});
afterAll(async () => {
  await registry?.stop();
  rmSync(place, { recursive: true, force: true });
});

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
const releaseOf = (folder: string) => [
  JSON.parse(read(folder, 'package.json')).devDependencies['create-gitops-eks'],
  JSON.parse(read(folder, '.gitops-eks/lock.json')).generator.version,
];

/** A copy of the repository. Its name is that of the original, because tools of npm look at it. */
function copy(name: string): string {
  const folder = join(place, name, 'shop');
  cpSync(original, folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

/** The files of a repository, without packages and without Git's. */
const filesOf = (folder: string) =>
  Object.entries(readTree(folder)).filter(([path]) => !/^(node_modules|\.git)\//.test(path));

const upgrade = (folder: string, more: NodeJS.ProcessEnv = {}) =>
  run('npx', ['projen', 'upgrade'], folder, { ...env, ...more });

/** Kills Node.js when it starts a program whose path matches. */
function killing(name: string, program: string): NodeJS.ProcessEnv {
  const preload = join(place, `${name}.cjs`);
  writeFileSync(preload, `if (/${program}/.test(process.argv.join(' '))) process.kill(process.pid, 'SIGKILL');\n`);
  return { NODE_OPTIONS: `--require ${preload}` };
}

function expectUpgraded(folder: string): void {
  expect(releaseOf(folder)).toEqual(['^0.2.0', '0.2.0']);
  expect(read(folder, 'infra', 'pipeline.yaml')).toContain('A new pipeline: shop');
  expect(read(folder, 'Dockerfile')).toMatch(/NO HEALTHCHECK[^]*# Edited by its owner\.\n$/);
}

test('without a network: names the cause and what to do, changes nothing, and the next run completes it', async () => {
  const folder = copy('offline');
  const before = filesOf(folder);
  // No program listens on port 9 (discard).
  const offline = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };
  const { code, stdout, stderr } = await upgrade(folder, offline);
  expect(code).not.toBe(0);
  expect(stdout + stderr).toMatch(/^Cause: the registry, or .*, refused the connection \(ECONNREFUSED\)\.$/m);
  expect(stdout + stderr).toContain('Then run "npx projen upgrade" again');
  expect(stdout + stderr).not.toMatch(/\n +at /);
  expect(filesOf(folder)).toEqual(before);
  expect(await upgrade(folder)).toMatchObject({ code: 0 });
  expectUpgraded(folder);
});

test('killed after the installation: the next run completes it, as one that was not killed', async () => {
  const [folder, other] = [copy('killed-synth'), copy('not-killed')];
  expect(await upgrade(folder, killing('synth', 'run-projenrc'))).not.toMatchObject({ code: 0 });
  expect(releaseOf(folder)).toEqual(['^0.2.0', '0.1.0']);
  expect(await upgrade(folder)).toMatchObject({ code: 0 });
  expectUpgraded(folder);
  expect(await upgrade(other)).toMatchObject({ code: 0 });
  expect(filesOf(folder)).toEqual(filesOf(other));
});

test('killed in the installation: the next run completes it, even without the generator\'s package', async () => {
  const folder = copy('killed-installation');
  const before = filesOf(folder);
  expect(await upgrade(folder, killing('install', 'npm(-cli\\.js)? install'))).not.toMatchObject({ code: 0 });
  expect(filesOf(folder)).toEqual(before);
  // npm renames a package away before it replaces it.
  rmSync(join(folder, 'node_modules', 'create-gitops-eks'), { recursive: true });
  expect(await upgrade(folder)).toMatchObject({ code: 0 });
  expectUpgraded(folder);
});

test('below a workspace root, which has the packages', async () => {
  const folder = copy('workspace');
  const root = join(folder, '..');
  ['node_modules', 'package-lock.json'].forEach((name) => rmSync(join(folder, name), { recursive: true }));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'root', private: true, workspaces: ['shop'] }));
  await runWell('npm', ['install'], root, env);
  expect(await upgrade(folder)).toMatchObject({ code: 0 });
  expectUpgraded(folder);
  expect(JSON.parse(read(root, 'package.json'))).not.toHaveProperty('devDependencies');
  expect(JSON.parse(read(root, 'node_modules/create-gitops-eks/package.json')).version).toBe('0.2.0');
});
