import { spawn, type ChildProcess } from 'node:child_process';
import { isatty } from 'node:tty';
import { EXIT, type Io, type Outcome } from './io';
import { main } from './main';

export { EXIT } from './io';
export { flagOf } from '../options/option';
export { OPTIONS } from '../options/table';
export { SWITCHES } from './arguments';
export { main } from './main';

/** The programs that this process has started and that have not ended. */
const running = new Set<ChildProcess>();

/** The real world, for the process that this is. */
export function processIo(): Io {
  return {
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    interactive: isatty(0) && isatty(2),
    out: (text) => { process.stdout.write(text); },
    say: (text) => { process.stderr.write(`${text}\n`); },
    readAnswers: async (path) => (await import('./answers-file.js')).readAnswersFile(path, process.cwd()),
    prompts: async () => (await import('./prompts.js')).terminalPrompts(),
    run: runProgram,
    lookUpAccount: async (region) => (await import('./sts.js')).callerAccount(region),
    onInterrupt,
  };
}

/** Runs the command line in this process and ends it. */
export async function run(): Promise<void> {
  try {
    process.exitCode = await main(processIo());
  } catch (error) {
    process.stderr.write(`This is a defect of create-gitops-eks; please report it.\n${(error as Error).stack}\n`);
    process.exitCode = EXIT.bug;
  }
}

function runProgram(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((done) => {
    // On Windows npm is a batch file, which only a shell can start; a shell would take the words of other programs apart.
    const child = spawn(program, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' && program === 'npm' });
    let [output, stdout] = ['', ''];
    running.add(child);
    child.stdout.on('data', (data) => {
      output += data;
      stdout += data;
    });
    child.stderr.on('data', (data) => { output += data; });
    child.on('error', () => done({ code: undefined, output, stdout }));
    child.on('close', (code) => {
      running.delete(child);
      done({ code: code ?? EXIT.bug, output, stdout });
    });
  });
}

function onInterrupt(callback: () => string): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = () => {
    running.forEach((child) => child.kill('SIGKILL'));
    process.stderr.write(`${callback()}\n`);
    process.exit(EXIT.interrupted);
  };
  signals.forEach((signal) => process.on(signal, stop));
  return () => signals.forEach((signal) => process.off(signal, stop));
}
