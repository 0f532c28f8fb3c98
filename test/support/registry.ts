import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import { until } from './machine/until';

/** Packages from npm's usual registry are cached. */
const PASSED_ON = join(__dirname, '..', '..', 'node_modules', '.cache', 'test-registry');

/** The packages of this repository. */
const OWN = ['create-gitops-eks', 'generator-gitops-eks'];

/**
 * A real npm registry on this machine, for the packages of this repository; it proxies npm's usual registry for
 * everything else.
 */
export class Registry {
  /** @param more packages that the tests publish besides this repository's */
  public static async start(more: readonly string[] = []): Promise<Registry> {
    const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-registry-'));
    chmodSync(folder, 0o755);
    const port = await freePort();
    const storage = join(folder, 'storage');
    const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
    const everybody = { access: '$all', publish: '$all', unpublish: '$all' };
    writeFileSync(
      join(folder, 'config.yaml'),
      stringify({
        storage,
        listen: `127.0.0.1:${port}`,
        web: { enable: false },
        auth: { htpasswd: { file: join(folder, 'htpasswd') } },
        uplinks: { upstream: { url: upstream, maxage: '1h' } },
        packages: {
          ...Object.fromEntries([...OWN, ...more].map((name) => [name, everybody])),
          '**': { ...everybody, proxy: 'upstream', storage: relative(storage, PASSED_ON) },
        },
        log: { type: 'stdout', format: 'pretty', level: 'error' },
      }),
    );
    const server = spawn(
      process.execPath,
      [require.resolve('verdaccio/bin/verdaccio'), '--config', join(folder, 'config.yaml')],
      { stdio: 'ignore' },
    );
    const registry = new Registry(folder, `http://127.0.0.1:${port}/`, server);
    await registry.answers();
    return registry;
  }

  private constructor(
    private readonly folder: string, public readonly url: string, private readonly server: ChildProcess,
  ) {}

  /** The environment of a user whose npm uses this registry, without other settings. */
  public environment(overrides: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const home = join(this.folder, 'home');
    mkdirSync(home, { recursive: true });
    writeFileSync(
      join(home, '.npmrc'),
      `//${this.url.slice('http://'.length)}:_authToken=nobody\nregistry=${this.url}\naudit=false\nfund=false\nupdate-notifier=false\n`,
    );
    writeFileSync(join(home, '.gitconfig'), '[user]\n  name = Somebody\n  email = somebody@example.com\n');
    const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|AWS_|GIT_CONFIG|JEST_)/i.test(name));
    return {
      ...Object.fromEntries(inherited),
      HOME: home,
      GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
      npm_config_userconfig: join(home, '.npmrc'),
      npm_config_cache: join(this.folder, 'npm-cache'),
      npm_config_yes: 'true',
      NODE_ENV: '',
      CI: 'true',
      ...overrides,
    };
  }

  /** Publishes the package in a folder. */
  public publish(folder: string): void {
    execFileSync('npm', ['publish', '--ignore-scripts', '--provenance=false'], {
      cwd: folder, env: this.environment(), stdio: 'pipe',
    });
  }

  public async stop(): Promise<void> {
    const ended = new Promise((done) => this.server.once('exit', done));
    this.server.kill();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    await until(
      'the local registry answers',
      () =>
        fetch(`${this.url}-/ping`).then(
          ({ ok }) => ok, () => false,
        ),
      Boolean,
      { seconds: 20 },
    );
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}
