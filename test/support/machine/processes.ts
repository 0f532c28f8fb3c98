import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program that runs beside the tests. */
export interface Service {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  /** Its whole environment. @default that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** @default the folder of this process */
  readonly cwd?: string;
  /** The folder in which `<name>.log` is written. */
  readonly logs: string;
  /** Throws or returns false until the program is ready. */
  readonly ready?: () => Promise<unknown>;
}

/** A running service. */
export interface Running {
  /** Sends SIGTERM, and SIGKILL after a grace period. */
  stop(): Promise<void>;
}

/** Milliseconds from SIGTERM to SIGKILL. */
const GRACE = 2_000;
/** Milliseconds until a program must be ready. */
const PATIENCE = 180_000;

const running: (Running & { kill(): void })[] = [];

/** Starts a program and waits until it is ready. Throws with the end of its log if it ends or is late. */
export async function startService(service: Service): Promise<Running> {
  endWithThisProcess();
  mkdirSync(service.logs, { recursive: true });
  const path = join(service.logs, `${service.name}.log`);
  const log = openSync(path, 'w');
  const [program, ...args] = service.command;
  // A group of its own, so that its own children end with it.
  const child = spawn(program, args, {
    cwd: service.cwd, env: service.env ?? process.env, stdio: ['ignore', log, log], detached: true,
  });
  closeSync(log);
  const ended = new Promise<string>((done) => {
    child.on('error', ({ message }) => done(message));
    child.on('exit', (code, signal) => done(`ended with ${signal ?? code}`));
  });
  let isWanted = true;
  const started = {
    kill: () => kill(child, 'SIGKILL'),
    stop: () => {
      isWanted = false;
      return stop(child, ended);
    },
  };
  running.push(started);
  const problem = await Promise.race([ended, untilReady(service)]);
  if (problem) {
    await started.stop();
    throw new Error(`${service.name} ${problem}. Its log, ${path}, ends:\n${readFileSync(path, 'utf8').slice(-2_000)}`);
  }
  void ended.then(
    (how) =>
      isWanted && process.stderr.write(`${service.name} ${how} before anybody has stopped it. Its log: ${path}\n`),
  );
  return started;
}

/** Stops all services, the last one first. */
export async function stopServices(): Promise<void> {
  for (const service of running.splice(0).reverse()) {
    await service.stop();
  }
}

async function untilReady({ ready }: Service): Promise<string | undefined> {
  const deadline = Date.now() + PATIENCE;
  let problem = '';
  while (ready && Date.now() < deadline) {
    try {
      if (await ready() !== false) {
        return undefined;
      }
    } catch (error) {
      problem = `: ${(error as Error).message}`;
    }
    await sleep(50);
  }
  return ready && `was not ready after ${PATIENCE} ms${problem}`;
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  kill(child, 'SIGTERM');
  const late = setTimeout(() => kill(child, 'SIGKILL'), GRACE);
  await ended;
  clearTimeout(late);
  kill(child, 'SIGKILL');
}

function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid) {
      process.kill(-pid, signal);
    }
  } catch {
    // It has already ended.
  }
}

let listening = false;

function endWithThisProcess(): void {
  if (!listening) {
    listening = true;
    process.on('exit', () => running.forEach((service) => service.kill()));
    (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).forEach((signal) => process.on(signal, () => process.exit(130)));
  }
}
