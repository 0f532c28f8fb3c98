import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packTarball, unpackAs } from '../support/packed-package';
import { Registry } from '../support/registry';
import { run, runWell } from '../support/run';
import { readTree } from '../support/tree';

/** npm settings that would omit packages or install them elsewhere. */
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

/** Creates the pair with its packages: each repository must be able to run projen. */
async function makePair(
  cwd: string, overrides: NodeJS.ProcessEnv = {}, flags: readonly string[] = [],
): Promise<ReturnType<typeof readTree>> {
  const env = registry.environment(overrides);
  const report = JSON.parse(
    await runWell(process.execPath, [bin, 'shop', '--yes', '--region', 'eu-west-1', '--json', ...flags], cwd, env),
  );
  expect(report.repos.map(({ installed }: { installed: boolean }) => installed)).toEqual([true, true]);
  for (const repo of ['shop', 'shop-k8s-config']) {
    expect(
      await runWell(
        process.execPath,
        ['node_modules/.bin/projen', '--version'],
        join(cwd, repo),
        registry.environment(),
      ),
    ).toMatch(/^\d/);
  }
  return readTree(cwd);
}

test('no lock file names the machine\'s registry', () => {
  const locks = ['shop', 'shop-k8s-config'].map((repo) => expected[`${repo}/package-lock.json`]);
  locks.forEach((lock) => expect(lock).not.toMatch(/127\.0\.0\.1/));
});

test('environment variables of "npm create" change nothing', async () => {
  const variables = Object.entries(HOSTILE).map(([name, value]) => [`npm_config_${name.replaceAll('-', '_')}`, value]);
  const overrides = {
    ...Object.fromEntries(variables),
    npm_config_workspace: 'elsewhere',
    npm_config_shrinkwrap: 'false',
    NODE_ENV: 'production',
  };
  expect(await makePair(newFolder('variables'), overrides)).toEqual(expected);
});

test('a .npmrc file changes nothing', async () => {
  const { npm_config_userconfig } = registry.environment();
  const npmrc = join(newFolder('home'), '.npmrc');
  writeFileSync(
    npmrc,
    readFileSync(String(npm_config_userconfig), 'utf8') +
      Object.entries(HOSTILE)
        .map((entry) => `${entry.join('=')}\n`)
        .join(''),
  );
  expect(await makePair(newFolder('npmrc'), { npm_config_userconfig: npmrc })).toEqual(expected);
});

test('a parent package.json with every folder as a workspace changes nothing', async () => {
  const root = newFolder('workspaces');
  writeFileSync(join(root, 'package.json'), '{ "private": true, "workspaces": ["**", ".*/**"] }\n');
  const cwd = newFolder(join('workspaces', 'packages'));
  expect(await makePair(cwd)).toEqual(expected);
});

test('names packages that npm omitted although it succeeded', async () => {
  const cwd = newFolder('nothing installed');
  const npm = newFolder('bin');
  writeFileSync(join(npm, 'npm'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  const { PATH } = process.env;
  const { stderr, stdout } = await run(process.execPath, [bin, 'shop', '--yes', '--json', '--no-git'], cwd, registry.environment({ PATH: `${npm}:${PATH}` }));
  expect(stderr).toMatch(/Note: shop: packages are not installed \(npm skipped projen, .*\)\. Run "npm install --include=dev" in its folder/);
  expect(JSON.parse(stdout).repos[0].installed).toBe(false);
});
