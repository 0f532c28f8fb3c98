import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EXIT } from './result';
import type { Outcome, World } from './world';
import { readPair } from '../checks';
import { describeSystemError } from '../project/system-error';

/** Timeout of a program, in milliseconds. */
const PATIENCE = 60_000;

/** The `World` of this process. */
export function realWorld(): World {
  return {
    // Tasks start the program with `node -e`, which has no script before its arguments.
    args: process.argv.slice(require.main === undefined ? 1 : 2),
    env: process.env,
    folder: process.cwd(),
    node: process.versions.node,
    now: Date.now,
    read,
    readPair,
    has: (program) => isOnPath(program),
    run,
    out: (text) => { process.stdout.write(text); },
    say: (text) => { process.stderr.write(`${text}\n`); },
  };
}

/** Runs a program and sets the exit code of this process. */
export async function runInWorld(program: (world: World) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await program(realWorld());
  } catch (error) {
    process.stderr.write(
      `${describeSystemError(error) ?? `This is a bug in create-gitops-eks; please report it.\n${(error as Error).stack}`}\n`,
    );
    process.exitCode = EXIT.failed;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isOnPath(program: string): boolean {
  const endings = process.platform === 'win32' ? (process.env.PATHEXT ?? '.EXE').split(';') : [''];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => endings.some((ending) => isExecutable(join(folder, program + ending))));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(program, [...args], {
      env, stdio: ['ignore', 'pipe', 'pipe'], timeout: PATIENCE, killSignal: 'SIGKILL',
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      done({ code: error.code === 'ENOENT' ? undefined : 1, stdout, stderr: error.message }),
    );
    child.on('close', (code, signal) =>
      done({
        code: code ?? 1,
        stdout,
        stderr: signal ? `${stderr}\n${program} timed out after ${PATIENCE / 1000} seconds` : stderr,
      }),
    );
  });
}
