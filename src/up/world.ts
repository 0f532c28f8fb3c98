import type { World } from '../doctor/world';

/** A program that runs beside this one. */
export interface Running {
  /** Its exit code. */
  readonly ended: Promise<number>;
  /** Ends it, with every program that it started. */
  stop(): void;
}

/** The log of a step. */
export interface Log {
  readonly path: string;
  add(line: string): void;
}

/** What a terminal supports. */
export interface Terminal {
  columns(): number;
  /** Writes text with control sequences. */
  write(text: string): void;
}

/** The world around `up` and `down`, handed in so that tests can hand in another. */
export interface UpWorld extends World {
  /** Undefined where standard error is no terminal, or one on which lines cannot be redrawn. */
  readonly terminal: Terminal | undefined;
  /** Whether a person can answer a question. */
  readonly interactive: boolean;
  /** In milliseconds. */
  now(): number;
  /** Calls back several times a second. Returns a function that ends it. */
  tick(callback: () => void): () => void;
  /** Starts a command in a folder. `print` gets each line of its output. */
  start(command: readonly string[], folder: string, print: (line: string) => void): Running;
  /** Asks a question on standard error. Returns undefined at the end of standard input. */
  ask(question: string): Promise<string | undefined>;
  /** The body of a page. Throws if it cannot be read within seconds. */
  fetchText(url: string): Promise<string>;
  write(path: string, text: string): void;
  /** Starts the log of a step anew. */
  log(step: string): Log;
  /** Whether a folder has the packages that projen needs. */
  isInstalled(folder: string): boolean;
  /** Runs `callback` on SIGINT, SIGTERM or SIGHUP, instead of ending. Returns a function that ends it. */
  onInterrupt(callback: () => void): () => void;
}

/** The exit codes of both programs. */
export const EXIT = { done: 0, failed: 1, refused: 2, interrupted: 130 } as const;
