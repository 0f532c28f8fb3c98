import type { Answers, Option, OptionValue } from '../options/option';

/** The result of a program. */
export interface Outcome {
  /** The exit code; undefined if the program is not installed. */
  readonly code: number | undefined;
  /** Standard output and standard error, interleaved. */
  readonly output: string;
  readonly stdout: string;
}

/** Announces a step. Returns a function that reports its result. */
export type Step = (doing: string) => (done: string, succeeded: boolean) => void;

/** One entry of a menu. */
export interface MenuEntry {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** The prompts. Every question throws `Interrupted` if the user cancels it. */
export interface Prompts {
  readonly step: Step;
  intro(title: string): void;
  /** Prints text between two questions. */
  note(text: string): void;
  /** Shows a menu and returns the value of the selected entry. */
  choose(question: string, entries: readonly MenuEntry[], initial?: string): Promise<string>;
  outro(text: string): void;
  /** Asks for the value of one option. `problem` returns the rule that an answer breaks, and the prompt asks again. */
  ask(
    option: Option,
    initial: OptionValue | undefined,
    problem: (answer: unknown) => string | undefined,
  ): Promise<unknown>;
}

/** All input and output of the command line. Tests replace it. */
export interface Io {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Whether standard input and standard error are terminals. */
  readonly interactive: boolean;
  /** Prints on standard output: the result of `--json`, `--help` and `--version`. */
  out(text: string): void;
  /** Prints a message on standard error. */
  say(text: string): void;
  /** Reads a file of answers. Throws `BadInput` if it contains none. */
  readAnswers(path: string): Promise<Answers>;
  prompts(): Promise<Prompts>;
  run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome>;
  /** Returns the account ID of the current AWS credentials. Throws if there are none or AWS does not respond. */
  lookUpAccount(region: string): Promise<string>;
  /** Returns the output of the AWS CLI. Throws if it is not installed or fails, or if AWS does not respond. */
  queryAws(args: readonly string[]): Promise<string>;
  /** Runs `callback` on SIGINT, SIGTERM or SIGHUP and prints what it returns. Returns an unsubscribe function. */
  onInterrupt(callback: () => string): () => void;
}

/** The exit codes, as documented in the help and in the README. */
export const EXIT = { done: 0, bug: 1, badInput: 2, interrupted: 130 } as const;

/** Reports invalid input. Exit code 2. */
export class BadInput extends Error {
  public readonly name = 'BadInput';
}

/** Reports that placing the pair failed and files could not be removed. The message lists them. Exit code 2. */
export class Unfinished extends Error {
  public readonly name = 'Unfinished';
}

/** Reports that the user cancelled. No files remain. Exit code 130. */
export class Interrupted extends Error {
  public readonly name = 'Interrupted';
}

/**
 * Whether an error is an instance of a class. Compares names, because each bundle that is loaded on demand has its own
 * copy of the class.
 */
export function isError(
  error: unknown,
  type: typeof BadInput | typeof Interrupted | typeof Unfinished,
): error is Error {
  return error instanceof Error && error.name === new type().name;
}
