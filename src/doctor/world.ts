import type { Pair } from '../checks';

/** What a program that was run has left. */
export interface Outcome {
  /** The exit code; undefined where the program is not on this machine. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** The world around a program that works on a pair, handed in so that tests can hand in another. */
export interface World {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the repository. */
  readonly folder: string;
  /** The version of Node.js: `24.1.0`. */
  readonly node: string;
  /** The text of a file; undefined where it cannot be read. */
  read(path: string): string | undefined;
  /** The files of both repositories. A folder that does not exist leaves its repository out. */
  readPair(folders: { readonly app: string; readonly config: string }): Pair;
  /** Whether the PATH leads to a program of this name. */
  has(program: string): boolean;
  run(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Outcome>;
  /** For machines. */
  out(text: string): void;
  /** For people. */
  say(text: string): void;
}

/** What a program answered, or the last line of its complaint. */
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
      code === undefined ? `${program} is not installed` : (lines.at(-1) ?? `${program} ended with code ${code}`),
  };
}

export function failed(answer: Answer): answer is { readonly problem: string } {
  return 'problem' in answer;
}
