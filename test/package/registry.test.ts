import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flagOf } from '../../src/options/option';
import { packTarball, unpackAs, yeomanPackage } from '../support/packed-package';
import { Registry } from '../support/registry';
import { run, runWell } from '../support/run';
import { readTree } from '../support/tree';

/** As users get it: from a registry, through npm. Installing packages takes a while. */
jest.setTimeout(240_000);

const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-package-'));
chmodSync(folder, 0o755);
const newFolder = (name: string) => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
};
let registry: Registry;
let tarball: string;

beforeAll(async () => {
  registry = await Registry.start();
  tarball = packTarball(newFolder('tarball'));
  registry.publish(unpackAs('0.1.0', tarball, join(folder, 'first')));
  registry.publish(yeomanPackage('0.1.0', join(folder, 'yeoman')));
});
afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the package', () => {
  test('is small, and brings nothing else', async () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'first', 'package.json'), 'utf8'));
    expect(statSync(tarball).size).toBeLessThan(1.5e6);
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare|publish)/.test(name))).toEqual([]);

    const cache = newFolder('empty-cache');
    await runWell('npm', ['exec', 'create-gitops-eks@latest', '--', '--version'], newFolder('exec'), registry.environment({ npm_config_cache: cache }));
    const [installation] = readdirSync(join(cache, '_npx'));
    const lock = JSON.parse(readFileSync(join(cache, '_npx', installation, 'node_modules', '.package-lock.json'), 'utf8'));
    expect(Object.keys(lock.packages)).toEqual(['node_modules/create-gitops-eks']);
  });

  test('tells how to pass the flags that npm keeps for itself', async () => {
    const { code, stderr } = await run('npm', ['create', 'gitops-eks@latest', 'shop', '--region', 'eu-west-1'], newFolder('lost'), registry.environment());
    expect(stderr).toContain('npm create gitops-eks@latest shop -- --region …');
    expect(code).toBe(2);
    expect(readdirSync(join(folder, 'lost'))).toEqual([]);
  });
});

describe('three doors', () => {
  const EVERYTHING_ELSE = {
    region: 'us-west-2',
    accountId: '123456789012',
    replicas: '5',
    syncPolicy: 'automated',
    autoPrune: true,
    selfHeal: true,
    trigger: 'commit',
    prBuilds: false,
    defaultBranch: 'trunk',
    configRepoName: 'till-config',
    environment: 'staging',
    clusterName: 'Shared',
    compute: 'managed-nodes',
    kubernetesVersion: '1.35',
    publicAccessCidrs: '203.0.113.7/32',
    repoAuth: 'https',
    serviceType: 'ClusterIP',
    architecture: 'arm64',
    port: '3000',
  };

  /** Opens one door for one set of answers; gives back the folder in which the pair then lies. */
  type Door = (app: string, config: string, flags: readonly string[], install: boolean) => Promise<string>;
  const withInstall = (flags: readonly string[], install: boolean, instead: string) => (install ? flags : [...flags, instead]);

  const npm: Door = async (app, _, flags, install) => {
    const cwd = newFolder(`npm-${app}`);
    await runWell('npm', ['create', 'gitops-eks@latest', app, '--', '--yes', ...withInstall(flags, install, '--no-install')], cwd, registry.environment());
    return cwd;
  };
  const projen: Door = async (app, config, flags, install) => {
    const cwd = newFolder(`projen-${app}`);
    const make = (type: string, name: string) => runWell('npx', ['projen@latest', 'new', '--from', 'create-gitops-eks', type, `--app-name=${app}`, ...withInstall(flags, install, '--no-post')],
      newFolder(join(`projen-${app}`, name)), registry.environment());
    await Promise.all([make('gitops-eks-app', app), make('gitops-eks-config', config)]);
    return cwd;
  };
  let yo: Promise<string>;
  const yeoman: Door = async (app, _, flags, install) => {
    const modules = await yo;
    // Started by root, yo goes on as nobody, who needs folders that anybody may write into.
    const [cwd, ...homes] = ['yeoman', 'yeoman-home', 'yeoman-cache'].map((name) => newFolder(`${name}-${app}`));
    [cwd, ...homes].forEach((path) => chmodSync(path, 0o777));
    const env = registry.environment({ NODE_PATH: modules, HOME: homes[0], npm_config_cache: homes[1] });
    await runWell(join(modules, '.bin', 'yo'), ['gitops-eks', app, '--yes', ...withInstall(flags, install, '--no-install')], cwd, env);
    return cwd;
  };

  beforeAll(() => {
    const folderOfYo = newFolder('yo');
    yo = runWell('npm', ['install', '--prefix', folderOfYo, 'yo', 'generator-gitops-eks'], folderOfYo, registry.environment())
      .then(() => join(folderOfYo, 'node_modules'));
  });

  test.each([
    ['shop', 'shop-k8s-config', { region: 'eu-west-1', accountId: '012345678901' }, true],
    ['till', 'till-config', EVERYTHING_ELSE, false],
  ] as const)('give the same bytes for %s', async (app, config, answers, install) => {
    const flags = Object.entries(answers).map(([name, value]) => typeof value === 'boolean' ? `--${value ? '' : 'no-'}${flagOf(name)}` : `--${flagOf(name)}=${value}`);
    const folders = await Promise.all([npm, projen, yeoman].map((open) => open(app, config, flags, install)));
    const [first, ...others] = folders.map((cwd) => [app, config].map((repo) => readTree(join(cwd, repo))));
    expect(Object.keys(first[0])).toEqual(expect.arrayContaining(['.projenrc.json', 'server.js', ...(install ? ['package-lock.json'] : [])]));
    others.forEach((other) => expect(other).toEqual(first));
  });
});

describe('staying current', () => {
  const edited = '\n# Edited by its owner.\n';

  test('an upgrade takes what is managed and leaves what is the user\'s', async () => {
    const env = registry.environment();
    const cwd = newFolder('upgrade');
    await runWell('npm', ['create', 'gitops-eks@latest', 'shop', '--', '--yes'], cwd, env);
    const [app, config] = [join(cwd, 'shop'), join(cwd, 'shop-k8s-config')];
    const read = (path: string) => readFileSync(path, 'utf8');
    const pristine = read(join(app, 'Dockerfile'));
    writeFileSync(join(app, 'Dockerfile'), `${pristine}${edited}`);
    writeFileSync(join(app, 'server.js'), `${read(join(app, 'server.js'))}\n// Edited by its owner.\n`);
    rmSync(join(app, '.editorconfig'));
    chmodSync(join(app, 'infra', 'pipeline.yaml'), 0o644);
    writeFileSync(join(app, 'infra', 'pipeline.yaml'), 'edited: although it is managed\n');
    writeFileSync(join(config, 'k8s', 'overlays', 'production', 'kustomization.yaml'), `${read(join(config, 'k8s', 'overlays', 'production', 'kustomization.yaml'))}${edited}`);

    const next = unpackAs('0.2.0', tarball, join(folder, 'second'));
    const compiled = join(next, 'lib', 'render', 'compiled-templates.js');
    const changed = read(compiled).replace(/The pipeline of \$\{appName\}/g, 'The better pipeline of ${appName}').replace(/No HEALTHCHECK/g, 'Still no HEALTHCHECK');
    expect(changed).not.toBe(read(compiled));
    writeFileSync(compiled, changed);
    registry.publish(next);
    await Promise.all([app, config].map((repo) => runWell('npx', ['projen', 'upgrade'], repo, env)));

    for (const repo of [app, config]) {
      expect(JSON.parse(read(join(repo, 'package.json'))).devDependencies['create-gitops-eks']).toBe('^0.2.0');
      expect(JSON.parse(read(join(repo, '.gitops-eks', 'lock.json'))).generator.version).toBe('0.2.0');
    }
    expect(read(join(app, 'infra', 'pipeline.yaml'))).toContain('The better pipeline of shop');
    expect(read(join(app, 'Dockerfile'))).toBe(`${pristine}${edited}`);
    expect(read(join(app, 'server.js'))).toContain('Edited by its owner');
    expect(existsSync(join(app, '.editorconfig'))).toBe(false);
    expect(read(join(config, 'k8s', 'overlays', 'production', 'kustomization.yaml'))).toContain(edited);
    const locked = JSON.parse(read(join(app, '.gitops-eks', 'lock.json'))).files.find(({ path }: { path: string }) => path === 'Dockerfile');
    expect(locked.pristine).toBe(pristine);

    const before = [readTree(app), readTree(config)];
    await Promise.all([app, config].map((repo) => runWell('npx', ['projen'], repo, env)));
    expect([readTree(app), readTree(config)]).toEqual(before);
    await runWell('npx', ['projen', 'test'], app, env);
  });
});
