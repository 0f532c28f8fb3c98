import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { EXIT } from './io';
import { describeSystemError } from '../project/system-error';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const NOTHING_TO_UNDO = () => 'Interrupted: nothing was written.';
/** The standard streams that were terminals at the start. */
const TERMINALS = [0, 1, 2].filter((stream) => isatty(stream));
const SHOW_CURSOR = '\u001b[?25h';

/** The programs that this process has started and that have not ended. */
export const running = new Set<ChildProcess>();

let undo: () => string = NOTHING_TO_UNDO;
let isFinished = false;

/** Runs `callback` on a signal and prints what it returns. Returns an unsubscribe function. */
export function onInterrupt(callback: () => string): () => void {
  undo = callback;
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  return () => {
    undo = NOTHING_TO_UNDO;
    SIGNALS.forEach((signal) => process.off(signal, interrupt));
  };
}

/** Ends this process without leftovers, whatever ends it: a signal, a closed terminal, a reader that is gone, or the end of the input. */
export function endCleanly(): void {
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  // Nothing is left to do although the command line waits for an answer: its input has ended, as Ctrl-D ends it.
  process.on('beforeExit', () => isFinished || interrupt());
  process.on('uncaughtException', (error) => {
    undo();
    reportBug(error);
    process.exit(EXIT.bug);
  });
  process.stderr.on('error', interrupt);
}

/** Prints on standard output, and ends cleanly where nothing can be printed. Most runs print nothing there, and never open it. */
export function print(text: string): void {
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (!isFinished || error.code === 'EPIPE' || error.code === 'EIO') {
      interrupt();
    }
    process.stderr.write(`The pair is there, but the report could not be written: ${describeSystemError(error) ?? error.message}\n`);
    process.exit(EXIT.badInput);
  });
  process.stdout.write(text);
}

/** Ends like a signal when the terminal closes while it is read. */
export function endWithInput(): void {
  process.stdin.on('error', interrupt);
}

/** The command line is done: what ends the process now leaves its exit code as it is. */
export function finish(code: number): void {
  isFinished = true;
  process.exitCode = code;
}

export function reportBug(error: Error): void {
  process.stderr.write(`This is a defect of create-gitops-eks; please report it.\n${error.stack}\n`);
}

function interrupt(): never {
  if (isFinished) {
    closeLostTerminal();
    process.exit();
  }
  running.forEach((child) => child.kill('SIGKILL'));
  const text = undo();
  isFinished = true;
  process.stderr.write(`${isatty(2) ? SHOW_CURSOR : ''}${text}\n`);
  closeLostTerminal();
  process.exit(EXIT.interrupted);
}

/** Node.js aborts at its end where it cannot restore the mode of a terminal that is gone; of streams that are closed it asks nothing. */
function closeLostTerminal(): void {
  TERMINALS.filter((stream) => !isatty(stream)).forEach((stream) => {
    try {
      closeSync(stream);
    } catch {
      // It is closed already.
    }
  });
}
