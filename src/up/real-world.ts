import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Log, Running, UpWorld } from './world';
import { realWorld } from '../doctor/real-world';
import { missingPackages } from '../project/packages';
import { writeFile } from '../project/write-file';
import { abilitiesOf, shown } from '../screen';

/** How long a page may take to answer, in milliseconds. */
const PATIENCE = 5_000;
/** The time between two frames of a moving line, in milliseconds. */
const PERIOD = 120;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Ignored by Git: *.log. */
const LOGS = join('.gitops-eks', 'logs');

/** The world of this process. */
export function realUpWorld(): UpWorld {
  const world = realWorld();
  const { stdin, stderr } = process;
  const abilities = abilitiesOf(process.env);
  const isMoving = Boolean(stderr.isTTY) && abilities.animation && !process.env.CI;
  return {
    ...world,
    say: (text) => { stderr.write(`${stderr.isTTY ? shown(text, abilities) : text}\n`); },
    terminal: isMoving
      ? { columns: () => stderr.columns || 80, write: (text) => { stderr.write(shown(text, abilities)); } }
      : undefined,
    interactive: Boolean(stdin.isTTY && stderr.isTTY),
    now: () => performance.now(),
    tick: (callback) => {
      const timer = setInterval(callback, PERIOD);
      return () => clearInterval(timer);
    },
    start,
    ask: (question) => new Promise((done) => {
      const lines = createInterface({ input: stdin, output: stderr });
      lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
      lines.once('close', () => done(undefined));
      lines.question(question, (answer) => {
        done(answer);
        lines.close();
      });
    }),
    fetchText: async (url) => {
      const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
      if (!response.ok) {
        throw new Error(`${url}: HTTP status ${response.status}`);
      }
      return response.text();
    },
    write: (path, text) => writeFile(path, text, statSync(path).mode % 0o1000),
    log: (step) => logIn(join(world.folder, LOGS), step),
    isInstalled: (folder) => missingPackages(folder).length === 0,
    onInterrupt: (callback) => {
      SIGNALS.forEach((signal) => process.on(signal, callback));
      return () => SIGNALS.forEach((signal) => process.off(signal, callback));
    },
  };
}

function logIn(folder: string, step: string): Log {
  const path = join(folder, `${step}.log`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, '');
  return { path, add: (line) => appendFileSync(path, `${line}\n`) };
}

/** Each step has a process group of its own, so that Ctrl-C reaches this process alone and it can end all of a step. */
function start([program, ...args]: readonly string[], folder: string, print: (line: string) => void): Running {
  const isWindows = process.platform === 'win32';
  // Yarn's Plug'n'Play of this repository must not resolve the other one's packages.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(program, args, {
    cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows, shell: isWindows,
  });
  const lines = [child.stdout, child.stderr].map((input) => {
    const reader = createInterface({ input });
    reader.on('line', print);
    return new Promise<void>((done) => reader.once('close', done));
  });
  const ended = new Promise<number>((done) => {
    child.on('error', (error) => {
      print(`${program}: ${error.message}`);
      done(1);
    });
    // A background process of a step may keep the pipes open for ever: its exit is the end.
    child.on('exit', (code) => {
      void Promise.race([Promise.all(lines), new Promise((late) => setTimeout(late, 2_000).unref())])
        .then(() => done(code ?? 1));
    });
  });
  return {
    ended,
    stop: () => {
      try {
        if (child.pid !== undefined && child.exitCode === null) {
          process.kill(isWindows ? child.pid : -child.pid, 'SIGTERM');
        }
      } catch {
        // It has just ended.
      }
    },
  };
}
