import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { flagOf } from '../../src/options/option';
import { packTarball, unpackAs, yeomanPackage } from '../support/packed-package';
import { Registry } from '../support/registry';
import { run, runWell } from '../support/run';
import { readTree } from '../support/tree';
import { installYeoman } from '../support/yeoman';

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
  test('is small and has no dependencies', async () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'first', 'package.json'), 'utf8'));
    expect(statSync(tarball).size).toBeLessThan(1.5e6);
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.keys(manifest.scripts).filter((name) => /^(pre|post)?(install|prepare|publish)/.test(name))).toEqual(
      [],
    );

    const cache = newFolder('empty-cache');
    await runWell(
      'npm',
      ['exec', 'create-gitops-eks@latest', '--', '--version'],
      newFolder('exec'),
      registry.environment({ npm_config_cache: cache }),
    );
    const [installation] = readdirSync(join(cache, '_npx'));
    const lock = JSON.parse(
      readFileSync(join(cache, '_npx', installation, 'node_modules', '.package-lock.json'), 'utf8'),
    );
    expect(Object.keys(lock.packages)).toEqual(['node_modules/create-gitops-eks']);
  });

  test('says how to pass flags that npm consumes', async () => {
    const { code, stderr } = await run(
      'npm',
      ['create', 'gitops-eks@latest', 'shop', '--region', 'eu-west-1'],
      newFolder('lost'),
      registry.environment(),
    );
    expect(stderr).toContain('npm create gitops-eks@latest shop -- --region …');
    expect(code).toBe(2);
    expect(readdirSync(join(folder, 'lost'))).toEqual([]);
  });
});

describe('three entry points', () => {
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
    repoAuth: 'ssh',
    serviceType: 'ClusterIP',
    architecture: 'arm64',
    port: '3000',
  };

  /** Uses one entry point for one set of answers, with or without installing packages; returns the pair's folder. */
  type Door = (app: string, config: string, flags: readonly string[], installs: boolean) => Promise<string>;

  const npm: Door = async (app, _, flags, installs) => {
    const cwd = newFolder(`npm-${app}`);
    await runWell(
      'npm',
      ['create', 'gitops-eks@latest', app, '--', '--yes', ...(installs ? [] : ['--no-install', '--no-git']), ...flags],
      cwd,
      registry.environment(),
    );
    return cwd;
  };
  const projen: Door = async (app, config, flags, installs) => {
    const cwd = newFolder(`projen-${app}`);
    const make = (type: string, name: string) =>
      runWell(
        'npx',
        [
          'projen@latest', 'new', '--from', 'create-gitops-eks', type, `--app-name=${app}`,
          ...(installs ? [] : ['--no-post']), ...flags,
        ],
        newFolder(join(`projen-${app}`, name)),
        registry.environment(),
      );
    await (config === app
      ? make('gitops-eks', app)
      : Promise.all([make('gitops-eks-app', app), make('gitops-eks-config', config)]));
    return cwd;
  };
  const yeoman: Door = async (app, _, flags, installs) => {
    const { code, stderr, cwd } = await runYo(app, [
      app, '--yes', ...(installs ? [] : ['--skip-install', '--no-git']), ...flags,
    ]);
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    return cwd;
  };

  let yoFolder: Promise<string>;
  /** Started by root, yo switches to the user nobody, who needs world-writable folders. */
  const runYo = async (name: string, args: readonly string[]) => {
    const bin = await yoFolder;
    const [cwd, ...homes] = ['yeoman', 'yeoman-home', 'yeoman-cache'].map((kind) => newFolder(`${kind}-${name}`));
    [cwd, ...homes].forEach((path) => chmodSync(path, 0o777));
    const env = registry.environment({ HOME: homes[0], npm_config_cache: homes[1] });
    return { ...await run('yo', ['gitops-eks', ...args], cwd, { ...env, PATH: [bin, env.PATH].join(delimiter) }), cwd };
  };

  beforeAll(() => {
    yoFolder = installYeoman(newFolder('global'), registry.environment());
  });

  test.each([
    ['shop', 'shop-k8s-config', { region: 'eu-west-1', accountId: '012345678901' }, true],
    ['till', 'till-config', EVERYTHING_ELSE, false],
  ])('write the same bytes for %s', async (app, config, answers, installs) => {
    const flags = Object.entries(answers).map(([name, value]) =>
      typeof value === 'boolean' ? `--${value ? '' : 'no-'}${flagOf(name)}` : `--${flagOf(name)}=${value}`,
    );
    const folders = await Promise.all([npm, projen, yeoman].map((open) => open(app, config, flags, installs)));
    const [first, ...others] = folders.map((cwd) => [app, config].map((repo) => readTree(join(cwd, repo))));
    expect(Object.keys(first[0])).toEqual(
      expect.arrayContaining(['.projenrc.json', 'server.js', ...(installs ? ['package-lock.json'] : [])]),
    );
    others.forEach((other) => expect(other).toEqual(first));
  });

  test('write the same bytes for one repository', async () => {
    const flags = ['--region=eu-west-1', '--account-id=012345678901', '--environments=dev,production'];
    const single = [...flags, '--layout=single'];
    // projen needs no answer for the layout: its project type implies it.
    const doors = [npm('desk', 'desk', single, false), projen('desk', 'desk', flags, false), yeoman('desk', 'desk', single, false)];
    const [first, ...others] = (await Promise.all(doors)).map((cwd) => ({ folders: readdirSync(cwd), files: readTree(join(cwd, 'desk')) }));
    expect(first.folders).toEqual(['desk']);
    expect(Object.keys(first.files)).toEqual(expect.arrayContaining(['.projenrc.json', 'server.js', 'k8s/overlays/dev/kustomization.yaml']));
    others.forEach((other) => expect(other).toEqual(first));
  });

  test('refuse the same answers and write nothing', async () => {
    const yo = await runYo('refused', ['Shop', '--yes']);
    const npmSaid = await run(
      'npm',
      ['create', 'gitops-eks@latest', 'Shop', '--', '--yes'],
      newFolder('npm-refused'),
      registry.environment(),
    );
    for (const { code, stderr } of [yo, npmSaid]) {
      expect(stderr).toContain('appName (--app-name) is "Shop": must be a DNS label');
      expect(code).toBeGreaterThan(0);
    }
    expect([readdirSync(yo.cwd), readdirSync(join(folder, 'npm-refused'))]).toEqual([[], []]);
  });
});
