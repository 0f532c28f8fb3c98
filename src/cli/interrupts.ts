import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { EXIT } from './io';
import { describeSystemError } from '../project/system-error';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGXCPU'] as const;
const NOTHING_TO_UNDO = () => 'Interrupted: nothing was written.';
/** The standard streams that may have been terminals at the start: asking Node.js itself loads much of its code. */
const DEVICES = [0, 1, 2].filter(isDevice);
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
}

/** Prints on standard output, and ends cleanly where nothing can be printed. */
export function print(text: string): void {
  writeTo(1, text, (rest) => {
    process.stdout.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'EIO') {
        interrupt();
      }
      say(`Standard output: ${describeSystemError(error) ?? error.message}`);
      process.exit(EXIT.badInput);
    });
    process.stdout.write(rest);
  });
}

/** Prints a line on standard error, and ends cleanly where nothing can be printed. */
export function say(line: string): void {
  writeTo(2, `${line}\n`, (rest) => {
    endWithReader();
    process.stderr.write(rest);
  });
}

/** Writes to a stream. What the system does not take at once goes through Node.js' own stream, which takes milliseconds to load. */
function writeTo(stream: 1 | 2, text: string, writeLater: (rest: Buffer) => void): void {
  let rest = Buffer.from(text);
  try {
    // A console of Windows takes bytes in its own encoding.
    while (rest.length > 0 && process.platform !== 'win32') {
      rest = rest.subarray(writeSync(stream, rest));
    }
  } catch {
    // A full pipe, or a reader that is gone: Node.js' stream waits, or reports it.
  }
  if (rest.length > 0) {
    writeLater(rest);
  }
}

/** Ends like a signal when the reader of standard error is gone. */
function endWithReader(): void {
  process.stderr.off('error', interrupt).on('error', interrupt);
}

/** Ends like a signal when the terminal of the dialogue closes. */
export function endWithTerminal(): void {
  process.stdin.on('error', interrupt);
  endWithReader();
}

/** The command line is done: what ends the process now leaves its exit code as it is. */
export function finish(code: number): void {
  isFinished = true;
  process.exitCode = code;
}

export function reportBug(error: Error): void {
  say(`This is a defect of create-gitops-eks; please report it.\n${error.stack}`);
}

function interrupt(): never {
  if (isFinished) {
    closeLostTerminal();
    process.exit();
  }
  running.forEach((child) => child.kill('SIGKILL'));
  const text = undo();
  isFinished = true;
  say(`${isatty(2) ? SHOW_CURSOR : ''}${text}`);
  closeLostTerminal();
  process.exit(EXIT.interrupted);
}

/** Node.js aborts at its end where it cannot restore the mode of a terminal that is gone; of streams that are closed it asks nothing. */
function closeLostTerminal(): void {
  DEVICES.filter((stream) => !isatty(stream)).forEach((stream) => {
    try {
      closeSync(stream);
    } catch {
      // It is closed already.
    }
  });
}

function isDevice(stream: number): boolean {
  try {
    return fstatSync(stream).isCharacterDevice();
  } catch {
    return false;
  }
}
