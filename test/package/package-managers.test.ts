import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PackageManager } from '../../src/options/enums';
import { MANAGERS } from '../../src/package-managers/table';
import { changeTemplates } from '../support/changed-templates';
import { managerEnvironment } from '../support/package-managers';
import { packTarball, unpackAs } from '../support/packed-package';
import { Registry } from '../support/registry';
import { run, runWell } from '../support/run';

/** A pair from its creation to the next release, with each package manager. */
jest.setTimeout(400_000);

const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-managers-'));
chmodSync(folder, 0o755);
const REPOS = ['shop', 'shop-k8s-config'];
const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
let tarball: string;

beforeAll(() => {
  mkdirSync(join(folder, 'tarball'));
  tarball = packTarball(join(folder, 'tarball'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(Object.values(PackageManager))('%s', (manager) => {
  const facts = MANAGERS[manager];
  const place = join(folder, manager);
  const repos = REPOS.map((name) => join(place, 'pair', name));
  const [app] = repos;
  const shell = (command: string, cwd: string) => runWell('sh', ['-c', command], cwd, env);
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, env, encoding: 'utf8' });
  const both = (act: (repo: string) => Promise<unknown>) => Promise.all(repos.map(act));
  let registry: Registry;
  let env: NodeJS.ProcessEnv;
  let said: string;

  beforeAll(async () => {
    registry = await Registry.start();
    registry.publish(unpackAs('0.1.0', tarball, join(place, 'first')));
    env = managerEnvironment(manager, join(place, 'bin'), registry);
    mkdirSync(join(place, 'pair'));
    const name = manager === PackageManager.YARN_CLASSIC ? 'gitops-eks' : 'gitops-eks@latest';
    const separator = manager === PackageManager.NPM ? '-- ' : '';
    said = await shell(
      `${facts.program} create ${name} shop ${separator}--yes --region eu-west-1 2>&1`, join(place, 'pair'),
    );
  });
  afterAll(() => registry.stop());

  test('creating the pair installs its packages and commits the lock file', () => {
    expect(said).not.toMatch(/Note: shop/);
    for (const repo of repos) {
      expect(JSON.parse(read(repo, '.projenrc.json')).packageManager).toBe(manager);
      expect(git(repo, 'ls-files').split('\n')).toContain(facts.lockFile);
      expect(git(repo, 'status', '--porcelain')).toBe('');
    }
    expect(said).toContain(`  ${facts.words.projen} up `);
    expect(said).toMatch(new RegExp(`^ +${facts.program} create gitops-eks.* shop .*--yes$`, 'm'));
  });

  test('the default task changes nothing, and the test task passes', async () => {
    await both((repo) => shell(facts.words.projen, repo));
    repos.forEach((repo) => expect(git(repo, 'status', '--porcelain')).toBe(''));
    expect(await shell(`${facts.words.projen} test`, app)).toMatch(/^# fail 0|ℹ fail 0/m);
  });

  test('a clone installs from the lock file as CodeBuild does, and its tests pass', async () => {
    const clone = join(place, 'clone');
    git(place, 'clone', '--quiet', app, clone);
    const [, install] = /^ {6}- (if \[ -f .*)$/m.exec(read(app, 'buildspec.yml')) ?? [];
    await shell(String(install), clone);
    expect(await shell(facts.words.test, clone)).toMatch(/^# fail 0|ℹ fail 0/m);
    expect(git(clone, 'status', '--porcelain')).toBe('');
  });

  test('the image has the service\'s dependencies, with and without a lock file', async () => {
    const work = join(place, 'work');
    cpSync(app, work, { recursive: true, verbatimSymlinks: true });
    const manifest = JSON.parse(read(work, 'package.json'));
    writeFileSync(join(work, 'package.json'), JSON.stringify({ ...manifest, dependencies: { semver: '^7.0.0' } }));
    await shell(`${facts.program} ${facts.firstInstall.join(' ')}`, work);
    const dockerfile = read(app, 'Dockerfile');
    const [, copied] = /^COPY (package\.json .*) \.\/$/m.exec(dockerfile) ?? [];
    const [, install] = /^RUN (if \[ -f [\s\S]*?; fi)$/m.exec(dockerfile) ?? [];
    for (const files of [copied, String(copied).replace(`${facts.lockFile}*`, '')]) {
      const image = mkdtempSync(join(place, 'image-'));
      await shell(`for file in ${files}; do [ ! -f "$file" ] || cp "$file" ${image}/; done`, work);
      await shell(String(install), image);
      const loads = 'require("semver"); try { require("projen"); process.exitCode = 1 } catch {}';
      await runWell(process.execPath, ['--eval', loads], image, { PATH: process.env.PATH });
    }
  });

  test('the image build refuses an outdated lock file', async () => {
    const image = mkdtempSync(join(place, 'outdated-'));
    const [, install] = /^RUN (if \[ -f [\s\S]*?; fi)$/m.exec(read(app, 'Dockerfile')) ?? [];
    await shell(`cp package.json ${[facts.lockFile, facts.settingsFile].join(' ')} ${image}`, app);
    const manifest = JSON.parse(read(image, 'package.json'));
    writeFileSync(join(image, 'package.json'), JSON.stringify({ ...manifest, dependencies: { ms: '^2.0.0' } }));
    expect((await run('sh', ['-c', String(install)], image, env)).code).not.toBe(0);
  });

  test('the task "upgrade" takes the next release', async () => {
    registry.publish(
      changeTemplates(unpackAs('0.2.0', tarball, join(place, 'second')), { 'The pipeline of ': 'A new pipeline: ' }),
    );
    // One after the other, as a person does: Yarn 1's cache breaks when two processes write to it.
    for (const repo of repos) {
      await shell(`${facts.words.projen} upgrade`, repo);
    }
    for (const repo of repos) {
      expect(JSON.parse(read(repo, 'package.json')).devDependencies['create-gitops-eks']).toBe('^0.2.0');
      expect(JSON.parse(read(repo, '.gitops-eks/lock.json')).generator.version).toBe('0.2.0');
      expect(read(repo, facts.lockFile)).toContain('0.2.0');
    }
    expect(read(app, 'infra', 'pipeline.yaml')).toContain('A new pipeline: shop');
    expect(await shell(`${facts.words.projen} test`, app)).toMatch(/^# fail 0|ℹ fail 0/m);
  });
});
