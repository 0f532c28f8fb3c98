import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { EXIT } from './io';
import { describeSystemError } from '../project/system-error';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGXCPU'] as const;
const NOTHING_TO_UNDO = () => 'Interrupted: nothing was written.';
/** The standard streams that may be terminals. fstat is enough here: `process.stdin` would load much of Node.js. */
const DEVICES = [0, 1, 2].filter(isDevice);
const SHOW_CURSOR = '\u001b[?25h';

/** The running child processes. */
export const running = new Set<ChildProcess>();

let undo: () => string = NOTHING_TO_UNDO;
let isFinished = false;
let isWritingLater = false;

/** Runs `callback` on a signal and prints what it returns. Returns an unsubscribe function. */
export function onInterrupt(callback: () => string): () => void {
  undo = callback;
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  return () => {
    undo = NOTHING_TO_UNDO;
    SIGNALS.forEach((signal) => process.off(signal, interrupt));
  };
}

/**
 * Makes this process clean up before it exits because of a signal, a closed terminal, a broken pipe, or the end of its
 * input.
 */
export function endCleanly(): void {
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  // The event loop is empty although a prompt waits for an answer: standard input has ended (Ctrl-D).
  process.on('beforeExit', () => isFinished || interrupt());
  process.on('uncaughtException', (error) => {
    undo();
    reportBug(error);
    process.exit(EXIT.bug);
  });
}

/** Prints on standard output. Cleans up and exits if the output cannot be written. */
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

/** Prints a line on standard error. Cleans up and exits if it cannot be written. */
export function say(line: string): void {
  writeTo(2, `${line}\n`, (rest) => {
    endWithReader();
    process.stderr.write(rest);
  });
}

/** Writes synchronously, and passes the rest to `writeLater`. Node.js' own streams take milliseconds to load. */
function writeTo(stream: 1 | 2, text: string, writeLater: (rest: Buffer) => void): void {
  let rest = Buffer.from(text);
  try {
    // The Windows console interprets bytes in its own encoding.
    while (rest.length > 0 && process.platform !== 'win32') {
      rest = rest.subarray(writeSync(stream, rest));
    }
  } catch {
    // A full or broken pipe: Node.js' stream waits or emits an error.
  }
  if (rest.length > 0) {
    isWritingLater = true;
    writeLater(rest);
  }
}

/** Handles a broken pipe of standard error like a signal. */
function endWithReader(): void {
  process.stderr.off('error', interrupt).on('error', interrupt);
}

/** Handles a closed terminal during the prompts like a signal. */
export function endWithTerminal(): void {
  process.stdin.on('error', interrupt);
  endWithReader();
}

/** Sets the exit code. Later interruptions do not change it. */
export function finish(code: number): void {
  isFinished = true;
  process.exitCode = code;
  if (!isWritingLater) {
    // Otherwise, Node.js frees its memory first, which takes 2 ms. After setImmediate(), pending signals are handled.
    setImmediate(() => process.exit());
  }
}

export function reportBug(error: Error): void {
  say(`This is a bug in create-gitops-eks. Please report it.\n${error.stack}`);
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

/** Node.js aborts at exit if it cannot restore the mode of a closed terminal. It skips closed streams. */
function closeLostTerminal(): void {
  DEVICES.filter((stream) => !isatty(stream)).forEach((stream) => {
    try {
      closeSync(stream);
    } catch {
      // The stream is already closed.
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
