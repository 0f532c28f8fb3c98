import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packTarball, unpackAs } from '../support/packed-package';
import { Registry } from '../support/registry';
import { run, runWell } from '../support/run';
import { readTree } from '../support/tree';

/** Settings of npm that would leave packages out, or put them elsewhere. */
jest.setTimeout(240_000);

const HOSTILE: Readonly<Record<string, string>> = {
  'omit': 'dev',
  'only': 'production',
  'dry-run': 'true',
  'global': 'true',
  'location': 'global',
  'workspaces': 'true',
  'package-lock': 'false',
  'package-lock-only': 'true',
  'lockfile-version': '1',
  'legacy-peer-deps': 'true',
  'install-strategy': 'nested',
  'bin-links': 'false',
  'json': 'true',
  'loglevel': 'silent',
};

const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-npm-'));
const newFolder = (name: string) => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
};
let registry: Registry;
let bin: string;
let expected: ReturnType<typeof readTree>;

beforeAll(async () => {
  registry = await Registry.start();
  const release = unpackAs('0.1.0', packTarball(newFolder('tarball')), join(folder, 'release'));
  registry.publish(release);
  bin = join(release, 'bin', 'create-gitops-eks.js');
  expected = await makePair(newFolder('expected'));
});
afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes the pair, with its packages: each of its repositories must be able to run projen. */
async function makePair(cwd: string, overrides: NodeJS.ProcessEnv = {}, flags: readonly string[] = []): Promise<ReturnType<typeof readTree>> {
  const env = registry.environment(overrides);
  const report = JSON.parse(await runWell(process.execPath, [bin, 'shop', '--yes', '--region', 'eu-west-1', '--json', ...flags], cwd, env));
  expect(report.repos.map(({ installed }: { installed: boolean }) => installed)).toEqual([true, true]);
  for (const repo of ['shop', 'shop-k8s-config']) {
    expect(await runWell(process.execPath, ['node_modules/.bin/projen', '--version'], join(cwd, repo), registry.environment())).toMatch(/^\d/);
  }
  return readTree(cwd);
}

test('no lock file names the registry of the machine', () => {
  const locks = ['shop', 'shop-k8s-config'].map((repo) => expected[`${repo}/package-lock.json`]);
  locks.forEach((lock) => expect(lock).not.toMatch(/127\.0\.0\.1/));
});

test('variables, as "npm create" leaves them, change nothing', async () => {
  const variables = Object.entries(HOSTILE).map(([name, value]) => [`npm_config_${name.replaceAll('-', '_')}`, value]);
  const overrides = { ...Object.fromEntries(variables), npm_config_workspace: 'elsewhere', npm_config_shrinkwrap: 'false', NODE_ENV: 'production' };
  expect(await makePair(newFolder('variables'), overrides)).toEqual(expected);
});

test('a .npmrc file changes nothing', async () => {
  const { npm_config_userconfig } = registry.environment();
  const npmrc = join(newFolder('home'), '.npmrc');
  writeFileSync(npmrc, readFileSync(String(npm_config_userconfig), 'utf8') + Object.entries(HOSTILE).map((entry) => `${entry.join('=')}\n`).join(''));
  expect(await makePair(newFolder('npmrc'), { npm_config_userconfig: npmrc })).toEqual(expected);
});

test('a package.json further up that takes every folder for a workspace changes nothing', async () => {
  const root = newFolder('workspaces');
  writeFileSync(join(root, 'package.json'), '{ "private": true, "workspaces": ["**", ".*/**"] }\n');
  const cwd = newFolder(join('workspaces', 'packages'));
  expect(await makePair(cwd)).toEqual(expected);
});

test('packages that npm left out are named, although npm ends well', async () => {
  const cwd = newFolder('nothing installed');
  const npm = newFolder('bin');
  writeFileSync(join(npm, 'npm'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const { PATH } = process.env;
  const { stderr, stdout } = await run(process.execPath, [bin, 'shop', '--yes', '--json', '--no-git'], cwd, registry.environment({ PATH: `${npm}:${PATH}` }));
  expect(stderr).toMatch(/Note: shop: packages are not installed \(npm skipped projen, .*\)\. Run "npm install --include=dev" in its folder/);
  expect(JSON.parse(stdout).repos[0].installed).toBe(false);
});
