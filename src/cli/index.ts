import { type ChildProcess, spawn } from 'node:child_process';
import { isatty } from 'node:tty';
import { endCleanly, endWithTerminal, finish, onInterrupt, print, reportBug, running, say } from './interrupts';
import { EXIT, type Io, type Outcome } from './io';
import { main } from './main';
import { describeSystemError } from '../project/system-error';

export { EXIT } from './io';
export { flagOf } from '../options/option';
export { OPTIONS } from '../options/table';
export { SWITCHES } from './arguments';
export { main } from './main';

/** The `Io` of the current process. */
export function processIo(): Io {
  return {
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    get interactive() { return isatty(0) && isatty(2); },
    out: print,
    say,
    readAnswers: async (path) => (await import('./answers-file.js')).readAnswersFile(path, process.cwd()),
    prompts: async () => {
      endWithTerminal();
      return (await import('./prompts.js')).terminalPrompts();
    },
    run: runProgram,
    lookUpAccount: async (region) => (await import('./sts.js')).callerAccount(region),
    queryAws: async (args) => (await import('./look-up.js')).lookUp('aws', args),
    onInterrupt,
  };
}

/** Runs the command line in this process and ends it. */
export async function run(): Promise<void> {
  endCleanly();
  try {
    finish(await main(processIo()));
  } catch (error) {
    const reason = describeSystemError(error);
    if (reason) {
      say(`Nothing was written: ${reason}`);
    } else {
      reportBug(error as Error);
    }
    finish(reason ? EXIT.badInput : EXIT.bug);
  }
}

function runProgram(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((done) => {
    // On Windows, package managers are batch files, which only a shell can start. A shell would split git's arguments
    // at spaces.
    const shell = process.platform === 'win32' && program !== 'git';
    let [output, stdout] = ['', ''];
    const refused = (error: NodeJS.ErrnoException) => done(error.code === 'ENOENT'
      ? { code: undefined, output, stdout }
      : { code: EXIT.bug, output: describeSystemError(error) ?? error.message, stdout });
    let child: ChildProcess;
    try {
      child = spawn(program, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell });
    } catch (error) {
      refused(error as NodeJS.ErrnoException);
      return;
    }
    running.add(child);
    // At the limit of open files, Node.js does not create the streams.
    child.stdout?.on('data', (data) => {
      output += data;
      stdout += data;
    });
    child.stderr?.on('data', (data) => { output += data; });
    child.on('error', (error: NodeJS.ErrnoException) => {
      running.delete(child);
      refused(error);
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      done({ code: code ?? EXIT.bug, output: signal ? `${output}\nerror: ${program} was terminated by ${signal}` : output, stdout });
    });
  });
}
