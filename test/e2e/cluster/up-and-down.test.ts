import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { TARGET_GROUP_BINDINGS, hideAccess, programsOfClusters, servePage } from './world/account-of-clusters';
import { ENGINES, engineOf, named } from './world/engine';
import { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';
import type { Answers } from '../../../src/options/option';
import { requireFreshPackage } from '../../support/fresh-package';
import { processes } from '../../support/machine/process-list';
import { REPOS } from '../../support/render-pair';

const ROOT = join(__dirname, '..', '..', '..');

/** A line of `--json`. */
type Event = Readonly<Record<string, any>>;

/** A generated pair as a person has it: folders side by side, packages installed, no cluster yet. */
async function newPair(
  appName: string, engine: string, answers: Answers = {},
): Promise<{ pair: ClusterPair; page: string; env: NodeJS.ProcessEnv }> {
  const pair = new ClusterPair(world, { appName, region: 'us-east-1', replicas: 1, engine, ...answers });
  await pair.generate();
  const folder = dirname(pair.folder('app'));
  for (const repo of REPOS) {
    symlinkSync(pair.folder(repo), join(folder, repo === 'app' ? pair.name : pair.configName));
    const packages = join(pair.folder(repo), 'node_modules');
    mkdirSync(packages);
    ['projen', 'constructs'].forEach((name) => symlinkSync(join(ROOT, 'node_modules', name), join(packages, name)));
    symlinkSync(ROOT, join(packages, 'create-gitops-eks'));
  }
  const KUBECONFIG = join(folder, 'kubeconfig');
  hideAccess(folder, KUBECONFIG);
  const env = { ...world.user, KUBECONFIG, PATH: programsOfClusters(pair, folder) };
  return { pair, page: await servePage(pair), env };
}

/** Runs `up` or `down` in the config repo. `watch` gets each event, and may kill the program. */
function run(
  program: 'up' | 'down', pair: ClusterPair, env: NodeJS.ProcessEnv, args: readonly string[] = [],
  watch: (event: Event, child: ChildProcess) => void = () => {},
): Promise<{ readonly code: number | null; readonly events: readonly Event[]; readonly said: string }> {
  const cwd = join(dirname(pair.folder('app')), pair.configName);
  const child = spawn(process.execPath, [join(ROOT, 'lib', 'bundle', `${program}.js`), '--yes', '--json', ...args], {
    cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
  });
  const events: Event[] = [];
  let said = '';
  child.stderr.on('data', (data) => { said += data; });
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line));
    watch(events[events.length - 1], child);
  });
  return new Promise((done) => child.on('close', (code) => done({ code, events, said })));
}

/** The last lines of each failed step. */
function failuresIn(events: readonly Event[]): readonly string[] {
  return events.filter(({ event, state }) => event === 'step' && state === 'failed')
    .map(({ step: name, lines }) => [name, ...lines].join('\n'));
}

const ADDRESS = ['--address', '203.0.113.7/32'];

/**
 * Kills the program once each step has ended, and runs it again, until it comes to its end. Returns the steps that it
 * was killed after, and those that a later run found there: a step that was killed beside another one may have ended.
 */
async function killedAfterEachStep(
  program: 'up' | 'down', pair: ClusterPair, env: NodeJS.ProcessEnv, args: readonly string[],
): Promise<{
    readonly killed: readonly string[];
    readonly there: ReadonlySet<string>;
    readonly last: Event | undefined;
    readonly story: string;
  }> {
  const killed: string[] = [];
  const there = new Set<string>();
  for (let turn = 0; turn < 30; turn++) {
    const { events, said } = await run(program, pair, env, args, (event, child) => {
      if (event.event === 'step' && event.state === 'done' && !killed.includes(event.step) && child.pid) {
        killed.push(event.step);
        process.kill(-child.pid, 'SIGKILL');
        endAllIn(dirname(pair.folder('app')));
      }
    });
    events.filter(({ state }) => state === 'present').forEach((event) => there.add(event.step));
    const last = events[events.length - 1];
    if (last?.event === 'end') {
      return { killed, there, last, story: `${failuresIn(events).join('\n')}\n${said}` };
    }
  }
  throw new Error(`${program} did not come to an end: ${killed.join(', ')}`);
}

/** Ends every process that works in a folder: the steps that ran beside the one that has ended. */
function endAllIn(folder: string): void {
  for (const { pid } of processes()) {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)) {
        process.kill(pid, 'SIGKILL');
      }
    } catch {
      // It has just ended.
    }
  }
}

/** What exists, as the pair's own tasks see it. */
async function existing(pair: ClusterPair, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const variables = { PATH: env.PATH!, KUBECONFIG: env.KUBECONFIG! };
  const states = await Promise.all(REPOS.map((repo) => pair.runAs(variables, repo, 'bash', 'scripts/pair/state.sh')));
  return states.flatMap(({ stdout }) => stdout.trim().split('\n'));
}

const UP = [
  'repositories=current', 'pipeline=current', 'execution=Succeeded', 'git=same', 'cluster=ready', 'engine=yes',
  'connection=yes', 'image=yes', 'application=healthy', 'git=same',
];

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

describeWithCluster.each(ENGINES)('up and down, $engine', ({ engine }) => {
  const { title } = engineOf({ names: { engine } });
  const ENGINE = `moto, git, docker, docker-registry, ${title}, Kubernetes`;
  const steps = (what: string) => `${what} (${title})`;

  beforeAll(async () => {
    requireFreshPackage(ROOT);
    if (!await api.get(`${DEFINITIONS}/${TARGET_GROUP_BINDINGS.metadata.name}`)) {
      await api.create(DEFINITIONS, TARGET_GROUP_BINDINGS);
    }
  });

  test('up brings a pair from an empty account to its page; a second run changes nothing; down removes it', async () => {
    const environments = ['dev', 'staging', 'production'];
    const { pair, page, env } = await newPair(named('whole', engine), engine, { environments });
    const applicationOf = async (environment: string) => {
      const state = ['scripts/pair/state.sh', 'application', '--env', environment];
      return (await pair.runAs({ PATH: env.PATH!, KUBECONFIG: env.KUBECONFIG! }, 'config', 'bash', ...state)).stdout.trim();
    };
    const asserts = 'the page answers; dev and staging run, and production waits for its pull request';
    await step(steps('up, from an empty account'), { engine: ENGINE, asserts }, async () => {
      const { code, events, said } = await run('up', pair, env, ADDRESS);
      expect({ code, last: events[events.length - 1], said, failures: failuresIn(events) }).toEqual({
        code: 0, last: { event: 'end', state: 'done', page }, said: '', failures: [],
      });
      expect(await existing(pair, env)).toEqual(UP);
      expect([await applicationOf('staging'), await applicationOf('production')]).toEqual([
        'application=healthy', 'application=none',
      ]);
    });
    await step(steps('up, once more'), { engine: ENGINE, asserts: 'every step is already there' }, async () => {
      const { code, events } = await run('up', pair, env, ADDRESS);
      expect(code).toBe(0);
      const started = events.filter(({ event, state }) => event === 'step' && state === 'started');
      expect(started.map((event) => event.step)).toEqual(['page']);
    });
    await step(steps('down'), { engine: ENGINE, asserts: 'only the repositories are left' }, async () => {
      const { code, events, said } = await run('down', pair, env);
      expect({ code, said }).toEqual({ code: 0, said: '' });
      const { left, unchecked } = events[events.length - 1];
      expect({ left: left.map(({ what, id }: Event) => `${what} ${id}`), unchecked }).toEqual({
        left: [`CodeCommit repository ${pair.name}`, `CodeCommit repository ${pair.configName}`], unchecked: [],
      });
    });
  });

  test('up and down that are killed after each step go on, and end the same', async () => {
    const { pair, page, env } = await newPair(named('killed', engine), engine);
    await step(steps('up, killed after each step'), { engine: ENGINE, asserts: 'the page answers; all is there' }, async () => {
      const { killed, there, last, story } = await killedAfterEachStep('up', pair, env, ADDRESS);
      expect({ last, story }).toMatchObject({ last: { event: 'end', state: 'done', page } });
      expect(killed.length).toBeGreaterThan(5);
      expect([...killed, ...there]).toEqual(
        expect.arrayContaining(['repositories', 'pipeline', 'build', 'application', 'sync']),
      );
      expect(await existing(pair, env)).toEqual(UP);
    });
    await step(steps('down, killed after each step'), { engine: ENGINE, asserts: 'only the repositories are left' }, async () => {
      const { killed, last, story } = await killedAfterEachStep('down', pair, env, []);
      expect({ last, story }).toMatchObject({ last: { event: 'end', state: 'done' } });
      expect(killed).toEqual(expect.arrayContaining(['application', 'repositories']));
      expect(last?.left.map(({ id }: Event) => id)).toEqual([pair.name, pair.configName]);
    });
  });
});
