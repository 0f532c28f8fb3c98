import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { type Server, type Socket, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { testWithBash } from '../support/bash';
import { CommandLine } from '../support/command-line';
import { until } from '../support/machine/until';
import { PYTHON, testWith } from '../support/programs';
import { run } from '../support/run';
import { DIALOGUE, KEY, type Step, talk } from '../support/terminal';

/** Users who cancel, and signals. */
jest.setTimeout(120_000);

/** Less than a test's timeout, so that the failure names what was missing. */
const PATIENCE = { seconds: 60 };

const REPOS = ['shop', 'shop-k8s-config'];

let commandLine: CommandLine;
beforeAll(() => { commandLine = new CommandLine(); });
afterAll(() => commandLine?.remove());

describe('in a terminal', () => {
  const withTerminal = testWith(PYTHON);

  withTerminal.each(DIALOGUE.map(([question], step) => [question, step]))(
    'Ctrl-C at "%s" leaves nothing behind',
    async (question, step) => {
      const cwd = commandLine.newFolder(`given up at ${step}`);
      const steps: Step[] = [...DIALOGUE.slice(0, Number(step)), [String(question), KEY.controlC]];
      const { code, stdout } = await talk(commandLine, steps, cwd, { flags: ['--directory', 'new/folder'] });
      expect(stdout).toContain('Interrupted: nothing was written.');
      expect(code).toBe(130);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  withTerminal.each(DIALOGUE.map(([question], step) => [question, step]))(
    'Ctrl-D at "%s" leaves nothing behind',
    async (question, step) => {
      const cwd = commandLine.newFolder(`input ended at ${step}`);
      const steps: Step[] = [...DIALOGUE.slice(0, Number(step)), [String(question), KEY.controlD]];
      const { code, stdout } = await talk(commandLine, steps, cwd, { flags: ['--directory', 'new/folder'] });
      expect(stdout).toContain('Interrupted: nothing was written.');
      expect(code).toBe(130);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  withTerminal.each(DIALOGUE.map(([question], step) => [question, step]))(
    'a terminal that closes at "%s" leaves nothing behind',
    async (question, step) => {
      const cwd = commandLine.newFolder(`closed at ${step}`);
      const steps: Step[] = [...DIALOGUE.slice(0, Number(step)), [String(question), null]];
      const { code } = await talk(commandLine, steps, cwd, { flags: ['--directory', 'new/folder'] });
      expect(code).toBe(130);
      expect(readdirSync(cwd)).toEqual([]);
    },
  );

  withTerminal('Ctrl-C while packages are installed leaves nothing behind', async () => {
    const registry = await SilentRegistry.start();
    const cwd = commandLine.newFolder('given up in npm');
    const env = { npm_config_registry: registry.url, npm_config_cache: commandLine.newFolder('cache of a terminal') };
    const steps: Step[] = [...DIALOGUE, ['Installing the npm packages of shop-k8s-config', KEY.controlC]];
    const { code, stdout } = await talk(commandLine, steps, cwd, { env });
    expect(stdout).toContain('Interrupted: nothing was written.');
    expect(code).toBe(130);
    expect(readdirSync(cwd)).toEqual([]);
    await registry.stop();
  });
});

describe('a closed output stream', () => {
  /** Runs the command line with one of its streams closed at the other end. */
  const runInto = (stream: '1' | '2', flags: readonly string[], cwd: string) =>
    run(
      'bash',
      [
        '-c', `set -o pipefail; { exec "$@" ${stream}>&3 | :; } 3>&1 3> >(exit)`, 'bash', process.execPath,
        commandLine.bin, 'shop', '--yes', '--no-install', '--no-git', ...flags,
      ],
      cwd,
      commandLine.environment(),
    );

  testWithBash.each(['1', '2'] as const)('of stream %s leaves the whole pair', async (stream) => {
    const cwd = commandLine.newFolder(`reader of ${stream}`);
    expect(await runInto(stream, ['--json'], cwd)).toMatchObject({ code: 0 });
    expect(readdirSync(cwd).sort()).toEqual(REPOS);
  });
});

describe('a signal', () => {
  const start = (args: readonly string[], cwd: string, overrides: NodeJS.ProcessEnv = {}) =>
    spawn(process.execPath, [commandLine.bin, 'shop', '--yes', ...args], {
      cwd, env: commandLine.environment(overrides), stdio: 'ignore',
    });
  const ended = (child: ChildProcess) =>
    new Promise<string>((done) => child.on('close', (code, signal) => done(String(code ?? signal))));

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGXCPU'] as const)(
    '%s during the installation of packages leaves nothing behind',
    async (signal) => {
      const registry = await SilentRegistry.start();
      const cwd = commandLine.newFolder(`${signal} in npm`);
      const child = start(['--directory', 'new/folder'], cwd, {
        npm_config_registry: registry.url, npm_config_cache: commandLine.newFolder(`${signal} cache`),
      });
      const end = ended(child);
      await registry.asked();
      expect(readdirSync(join(cwd, 'new', 'folder'))).toHaveLength(1);
      child.kill(signal);
      expect(await end).toBe('130');
      expect(readdirSync(cwd)).toEqual([]);
      // npm must have ended, too: otherwise it would continue in a deleted folder.
      await registry.left();
      expect(readdirSync(cwd)).toEqual([]);
      await registry.stop();
    },
  );

  test('at any moment leaves the pair or nothing', async () => {
    const ends: string[] = [];
    // With growing delays, until the signal comes too late three times in a row.
    for (let delay = 10; ends.slice(-3).join() !== '0,0,0'; delay += 2) {
      expect(delay).toBeLessThan(5_000);
      const cwd = commandLine.newFolder(`after ${delay} ms`);
      const child = start(['--no-install', '--no-git'], cwd);
      const end = ended(child);
      await sleep(delay);
      child.kill('SIGINT');
      ends.push(await end);
      // SIGINT where Node.js had not reached the program yet.
      expect(['0', '130', 'SIGINT']).toContain(ends.at(-1));
      const left = readdirSync(cwd).sort();
      expect({ delay, left }).toEqual({ delay, left: left.length > 0 ? REPOS : [] });
      left.forEach((repo) =>
        expect(JSON.parse(readFileSync(join(cwd, repo, '.gitops-eks', 'lock.json'), 'utf8')).generator.version).toBe(
          '0.1.0',
        ),
      );
    }
    expect(ends.length).toBeGreaterThan(5);
  });
});

/** A registry that accepts every request and never answers, as behind a broken network. */
class SilentRegistry {
  public static async start(): Promise<SilentRegistry> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new SilentRegistry(server);
  }

  private readonly calls = new Set<Socket>();
  private wasAsked = false;

  private constructor(private readonly server: Server) {
    server.on('connection', (call) => {
      this.wasAsked = true;
      this.calls.add(call);
      call.on('error', () => {}).on('close', () => this.calls.delete(call)).resume();
    });
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}/`;
  }

  /** Waits for the first call. */
  public async asked(): Promise<void> {
    await until('npm asks the registry', async () => this.wasAsked, Boolean, PATIENCE);
  }

  /** Waits until no client is connected. */
  public async left(): Promise<void> {
    await until('npm leaves the registry', async () => this.calls.size, (calls) => calls === 0, PATIENCE);
  }

  public async stop(): Promise<void> {
    await new Promise((done) => this.server.close(done));
  }
}
