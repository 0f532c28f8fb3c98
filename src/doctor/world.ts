import type { Pair } from '../checks';

/** The exit code and the output of a program. */
export interface Outcome {
  /** undefined if the program is not installed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** All input and output of a program that works on a pair. Tests pass a fake. */
export interface World {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the repository. */
  readonly folder: string;
  /** The version of Node.js: `24.1.0`. */
  readonly node: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** The text of a file; undefined if it cannot be read. */
  read(path: string): string | undefined;
  /** Reads the files of both repositories. Skips a repository whose folder does not exist. */
  readPair(folders: { readonly app: string; readonly config: string }): Pair;
  /** Whether the program is on PATH. */
  has(program: string): boolean;
  run(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Outcome>;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes a message to standard error. */
  say(text: string): void;
}

/** The standard output of a program, or the last line of its error message. */
export type Answer = { readonly text: string } | { readonly problem: string };

export function answerOf({ code, stdout, stderr }: Outcome, program: string): Answer {
  if (code === 0) {
    return { text: stdout };
  }
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return {
    problem:
      code === undefined ? `${program} is not installed` : (lines.at(-1) ?? `${program} exited with code ${code}`),
  };
}

export function failed(answer: Answer): answer is { readonly problem: string } {
  return 'problem' in answer;
}
