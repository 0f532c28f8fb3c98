import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeTemplates } from '../support/changed-templates';
import { packTarball, unpackAs } from '../support/packed-package';
import { Registry } from '../support/registry';
import { run, runWell } from '../support/run';
import { readTree } from '../support/tree';

/** Two releases in a registry, and a pair that is upgraded from one to the other. */
jest.setTimeout(240_000);

const EDIT = '\n# Edited by its owner.\n';
const EDITED = 'edited: although it is managed\n';
const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-upgrade-'));
const [app, config] = ['shop', 'shop-k8s-config'].map((repo) => join(folder, 'pair', repo));
const both = <T>(act: (repo: string) => T) => Promise.all([app, config].map(act));
let registry: Registry;
let env: NodeJS.ProcessEnv;
let pristine: { dockerfile: string; service: string };
let upgradeSaid: string[];

beforeAll(async () => {
  registry = await Registry.start();
  env = registry.environment();
  mkdirSync(join(folder, 'tarball'));
  mkdirSync(join(folder, 'pair'));
  const tarball = packTarball(join(folder, 'tarball'));
  registry.publish(unpackAs('0.1.0', tarball, join(folder, 'first')));
  await runWell('npm', ['create', 'gitops-eks@latest', 'shop', '--', '--yes'], join(folder, 'pair'), env);
  edit();
  registry.publish(moveTest(changeTemplates(unpackAs('0.2.0', tarball, join(folder, 'second')), CHANGES)));
  const upgrades = await both((repo) => run('npx', ['projen', 'upgrade'], repo, env));
  expect(upgrades.map(({ code }) => code)).toEqual([0, 0]);
  upgradeSaid = upgrades.map(({ stderr }) => stderr);
});
afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What users do to a pair between two releases. */
function edit(): void {
  pristine = { dockerfile: read(app, 'Dockerfile'), service: read(config, 'k8s', 'base', 'service.yaml') };
  writeFileSync(join(app, 'Dockerfile'), `${pristine.dockerfile}${EDIT}`);
  writeFileSync(join(app, 'server.js'), `${read(app, 'server.js')}// Edited by its owner.\n`);
  writeFileSync(join(app, 'test', 'server.test.js'), `${read(app, 'test', 'server.test.js')}// Edited by its owner.\n`);
  rmSync(join(app, '.editorconfig'));
  rmSync(join(config, 'argocd', 'connection.yaml'));
  writeFileSync(join(config, 'k8s', 'base', 'service.yaml'), `${pristine.service}${EDIT}`);
  chmodSync(join(app, 'infra', 'pipeline.yaml'), 0o644);
  writeFileSync(join(app, 'infra', 'pipeline.yaml'), EDITED);
}

/** Other texts in a managed file and in a merged file of the app repo. */
const CHANGES = { 'The pipeline of ': 'A new pipeline: ', 'No HEALTHCHECK': 'NO HEALTHCHECK' };

/** Has the new release write a file of the user's to another path. */
function moveTest(release: string): string {
  const replace = (path: string, before: string, after: string) => {
    const text = read(release, ...path.split('/'));
    expect(text).toContain(before);
    writeFileSync(join(release, path), text.replace(before, after));
  };
  replace('lib/bundle/templates.js', '"test/server.test.js"', '"test/page.test.js"');
  // The bundle has short names. The list of moves is the default of the function that applies them.
  const bundle = 'lib/bundle/repository.js';
  const [, moves] = /\(\w+,\w+=(\w+)\)\{return \w+\.reduce\(/.exec(read(release, ...bundle.split('/')))!;
  replace(bundle, `${moves}=[]`, `${moves}=[{release:"0.2.0",from:"test/server.test.js",to:"test/page.test.js"}]`);
  return release;
}

const lockOf = (repo: string) => JSON.parse(read(repo, '.gitops-eks', 'lock.json'));
const lockedFile = (repo: string, path: string) =>
  lockOf(repo).files.find((file: { path: string }) => file.path === path);

test('both repositories have the new release', async () => {
  await both((repo) => {
    expect(JSON.parse(read(repo, 'package.json')).devDependencies['create-gitops-eks']).toBe('^0.2.0');
    expect(lockOf(repo).generator.version).toBe('0.2.0');
  });
});

test('edits of managed files stay until their user has them overwritten', async () => {
  expect(read(app, 'infra', 'pipeline.yaml')).toBe(EDITED);
  expect(upgradeSaid[0]).toMatch(/infra\/pipeline\.yaml is managed, but you edited it/);
  expect(await run('npx', ['projen', 'merge', '--check'], app, env)).toMatchObject({ code: 1 });
  await runWell('npx', ['projen', 'files:restore', 'infra/pipeline.yaml'], app, env);
  expect(read(app, 'infra', 'pipeline.yaml')).toContain('A new pipeline: shop');
  expect(read(app, '.gitops-eks', 'overwritten', 'infra', 'pipeline.yaml')).toBe(EDITED);
  expect(await run('npx', ['projen', 'merge', '--check'], app, env)).toMatchObject({ code: 0 });
});

test('the new release is merged into the user\'s files, and those that were deleted stay so', () => {
  expect(read(app, 'Dockerfile')).toBe(`${pristine.dockerfile.replace('No HEALTHCHECK', 'NO HEALTHCHECK')}${EDIT}`);
  expect(read(config, 'k8s', 'base', 'service.yaml')).toBe(`${pristine.service}${EDIT}`);
  expect(read(app, 'server.js')).toMatch(/\/\/ Edited by its owner\.\n$/);
  expect(
    [join(app, '.editorconfig'), join(config, 'argocd', 'connection.yaml')].filter((path) => existsSync(path)),
  ).toEqual([]);
});

test('a file that the new release writes to another path goes there with its edits', () => {
  expect(read(app, 'test', 'page.test.js')).toMatch(/\/\/ Edited by its owner\.\n$/);
  expect(existsSync(join(app, 'test', 'server.test.js'))).toBe(false);
});

test('the lock has the new text as the base of the next merge', () => {
  expect(lockedFile(app, 'Dockerfile').pristine).toContain('NO HEALTHCHECK');
  expect(lockedFile(config, 'k8s/base/service.yaml').pristine).toBe(pristine.service);
});

test('it is said which of the user\'s files were merged', () => {
  expect(upgradeSaid[0]).toMatch(/Merged into your files: .*Dockerfile.*test\/page\.test\.js \(moved from test\/server\.test\.js\)/);
  expect(upgradeSaid[1]).not.toContain('service.yaml');
});

test('another synth changes nothing', async () => {
  const before = [readTree(app), readTree(config)];
  await both((repo) => runWell('npx', ['projen'], repo, env));
  expect([readTree(app), readTree(config)]).toEqual(before);
});

test('the app repo\'s tests pass', async () => {
  expect(await runWell('npm', ['test'], app, env)).toMatch(/^# pass [1-9]|ℹ pass [1-9]/m);
});
