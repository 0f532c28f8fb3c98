import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type DoctorWorld, type Programs, doctorWorld } from './doctor-world';
import { EFFECTS, type Existing, nothing } from './task-effects';
import type { Outcome } from '../../src/doctor/world';
import { clustersOf } from '../../src/environments/clusters';
import { Layout } from '../../src/options/enums';
import { resolveOptions } from '../../src/options/resolve';
import type { UpWorld } from '../../src/up/world';

/** An account in which nothing of the pair exists, and the programs of a person who may do everything. */
const EMPTY_ACCOUNT: Programs = {
  'aws sts get-caller-identity --query Account': '123456789012\n',
  'aws sts get-caller-identity --query Arn': 'arn:aws:iam::123456789012:user/developer\n',
  'aws cloudformation describe-stacks': { problem: 'Stack with id shop does not exist' },
  'aws codecommit get-repository': { problem: 'An error occurred (RepositoryDoesNotExistException)' },
  'aws ecr describe-repositories': { problem: 'An error occurred (RepositoryNotFoundException)' },
  'git -C': '',
};

export interface UpTestWorld extends UpWorld, Pick<DoctorWorld, 'printed' | 'said' | 'ran'> {
  /** The tasks in the order in which they began and ended: `+config cluster/create`, `-config cluster/create`. */
  readonly history: string[];
  /** What was drawn on the terminal. */
  readonly drawn: string[];
  readonly logs: Map<string, string[]>;
  interrupt(): void;
}

export interface UpSettings {
  readonly existing?: Existing;
  readonly programs?: Programs;
  /** Tasks that fail, with what they print. */
  readonly fails?: Readonly<Record<string, readonly string[]>>;
  /** Called when a task has begun or ended; throwing there kills the program. */
  readonly at?: (moment: string, world: UpTestWorld) => void;
  /** Answers of a person at a terminal; without any, standard input is no terminal. */
  readonly answers?: readonly string[];
  readonly columns?: number;
  readonly address?: string;
}

/** What exists of a single repository: its facts are those of both. */
function asOne({ app, config, ...others }: Existing): Existing {
  const facts = { ...config, ...app };
  return { ...others, app: facts, config: facts };
}

/** A world in which tasks take minutes of its own clock, and change what exists. */
export function upWorld(folder: string, args: readonly string[], settings: UpSettings = {}): UpTestWorld {
  const { fails = {}, address = '203.0.113.7', at = () => {} } = settings;
  const base = doctorWorld(folder, args, { ...EMPTY_ACCOUNT, ...settings.programs });
  const { type: _, $schema: __, ...answers } = JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8'));
  const options = resolveOptions(answers);
  const isSingle = options.layout === Layout.SINGLE;
  const given = settings.existing ?? nothing();
  const existing = isSingle ? asOne(given) : given;
  const [history, drawn]: string[][] = [[], []];
  const logs = new Map<string, string[]>();
  const waiting: { readonly at: number; readonly wake: () => void }[] = [];
  const typed = [...settings.answers ?? []];
  const interruptions = new Set<() => void>();
  const ticks = new Set<() => void>();
  let clock = 0;
  // Once nothing else happens, the clock goes on to the next end of a task.
  const pump = () => setTimeout(() => {
    const [next] = waiting.sort((one, other) => one.at - other.at).splice(0, 1);
    if (next) {
      clock = next.at;
      ticks.forEach((tick) => tick());
      next.wake();
    }
  }, 2);
  const repoOf = (path: string) => (!isSingle && (path === join(folder, '..', options.configRepoName) || path.endsWith(options.configRepoName)) ? 'config' : 'app');
  /** The first environment of each cluster has the fact `application`. */
  const isFirst = (environment: string) =>
    clustersOf(options).some(({ clusterEnvironments: [first] }) => first === environment);
  const applicationIn = (environment: string) =>
    existing.config[isFirst(environment) ? 'application' : `application of ${environment}`] ?? 'none';
  const world: UpTestWorld = {
    ...base,
    history,
    drawn,
    logs,
    terminal: settings.columns === undefined
      ? undefined
      : { columns: () => settings.columns!, write: (text) => { drawn.push(text); } },
    interactive: settings.answers !== undefined,
    interrupt: () => interruptions.forEach((callback) => callback()),
    now: () => clock,
    tick: (callback) => {
      ticks.add(callback);
      return () => ticks.delete(callback);
    },
    ask: async (question) => {
      base.said.push(question);
      return typed.shift();
    },
    fetchText: async (url) => {
      if (url !== 'https://checkip.amazonaws.com' || address === '') {
        throw new Error(`${url} does not answer`);
      }
      return `${address}\n`;
    },
    write: (path, text) => {
      writeFileSync(path, text);
      const [repo, ...names] = relative(join(folder, '..'), path).split('/');
      const root = join(folder, '..', repo);
      existing.changed.set(root, new Set([...existing.changed.get(root) ?? [], names.join('/')]));
    },
    log: (step) => {
      const lines: string[] = [];
      logs.set(step, lines);
      return { path: `/logs/${step}.log`, add: (line) => { lines.push(line); } };
    },
    isInstalled: (path) => !existing.missingPackages.has(repoOf(path)),
    onInterrupt: (callback) => {
      interruptions.add(callback);
      return () => interruptions.delete(callback);
    },
    run: async (program, words, env): Promise<Outcome> => {
      if (program === 'bash') {
        const [, script, ...facts] = words;
        const flag = facts.indexOf('--env');
        const known = { ...existing[repoOf(join(script, '..', '..', '..'))] };
        if (flag >= 0) {
          known.application = applicationIn(facts.splice(flag)[1]);
        }
        return { code: 0, stdout: facts.map((fact) => `${fact}=${known[fact] ?? ''}\n`).join(''), stderr: '' };
      }
      if (program === 'git' && words.includes('symbolic-ref')) {
        return { code: 0, stdout: `${options.defaultBranch}\n`, stderr: '' };
      }
      if (program === 'git' && words.includes('status')) {
        const paths = [...existing.changed.get(words[1]) ?? []].filter((path) => words.includes(path));
        return { code: 0, stdout: paths.map((path) => ` M ${path}\n`).join(''), stderr: '' };
      }
      return base.run(program, words, env);
    },
    start: (command, path, print) => {
      const repo = repoOf(path);
      const name = command[0] === 'bash' ? `${repo} ${command[2].replace(/^scripts\/|\.sh$/g, '')}` : `${repo} ${command.join(' ')}`;
      history.push(`+${name}`);
      at(`+${name}`, world);
      let end = (_code: number) => {};
      const effect = EFFECTS[name] ?? (isSingle ? EFFECTS[name.replace(/^app/, 'config')] : undefined);
      const isOver = new Promise<number>((done) => {
        end = done;
        const finish = () => {
          (fails[name] ?? effect?.prints ?? []).forEach(print);
          const isReady = effect?.requires?.(existing) ?? true;
          if (!isReady) {
            print(`Error: ${name} ran before what it requires`);
          }
          const fail = fails[name] !== undefined || !isReady;
          if (!fail) {
            const environment = command.includes('--env') ? command[command.indexOf('--env') + 1] : undefined;
            if (environment === undefined || isFirst(environment)) {
              effect?.change(existing, options, path);
            } else {
              const config = { ...existing.config, application: applicationIn(environment) };
              effect?.change({ ...existing, config }, options, path);
              existing.config[`application of ${environment}`] = config.application;
            }
            // Promotions commit to another branch.
            if (isSingle && existing.config.git === 'behind') {
              existing.config.git = 'same';
            }
            if (command[0] === 'git' && command[1] === 'commit') {
              existing.changed.delete(path);
            }
            if (/install/.test(name) && !effect) {
              existing.missingPackages.delete(repo);
            }
          }
          history.push(`-${name}`);
          at(`-${name}`, world);
          done(fail ? 1 : 0);
        };
        waiting.push({ at: clock + (effect?.minutes ?? 0.1) * 60_000, wake: finish });
        pump();
      });
      return { ended: isOver, stop: () => end(143) };
    },
  };
  return world;
}

/** The tasks that have ended, in that order. */
export function ended({ history }: Pick<UpTestWorld, 'history'>): string[] {
  return history.filter((moment) => moment.startsWith('-')).map((moment) => moment.slice(1));
}
