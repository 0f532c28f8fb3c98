import type { Answers, Option, OptionValue } from '../options/option';

/** What a program that was run has left. */
export interface Outcome {
  /** The exit code; undefined where the program is not on this machine. */
  readonly code: number | undefined;
  /** Standard output and standard error together. */
  readonly output: string;
  readonly stdout: string;
}

/** Announces a step. Returns a function that ends it with its result. */
export type Step = (doing: string) => (done: string, succeeded: boolean) => void;

/** One entry of a menu. */
export interface MenuEntry {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** The dialogue in a terminal. Every question throws `Interrupted` when the user cancels it. */
export interface Prompts {
  readonly step: Step;
  intro(title: string): void;
  /** Text between two questions. */
  note(text: string): void;
  /** Shows a menu and returns the value of the selected entry. */
  choose(question: string, entries: readonly MenuEntry[], initial?: string): Promise<string>;
  outro(text: string): void;
  /** Asks for the value of one option. `problem` returns the rule that an answer breaks, and the prompt asks again. */
  ask(
    option: Option, initial: OptionValue | undefined, problem: (answer: unknown) => string | undefined,
  ): Promise<unknown>;
}

/** The world around the command line, handed in so that tests can hand in another. */
export interface Io {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Whether a person sits in front of it. */
  readonly interactive: boolean;
  /** For machines: the result of `--json`, help and version. */
  out(text: string): void;
  /** For humans. */
  say(text: string): void;
  /** Reads a file of answers. Throws `BadInput` for one that holds none. */
  readAnswers(path: string): Promise<Answers>;
  prompts(): Promise<Prompts>;
  run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome>;
  /** The account of the current AWS credentials. Throws where there are none, or AWS does not answer. */
  lookUpAccount(region: string): Promise<string>;
  /** Calls back when the process is asked to end, and says what that gives back. Gives back what calls it off. */
  onInterrupt(callback: () => string): () => void;
}

/** The exit codes, as documented in the help and in the README. */
export const EXIT = { done: 0, bug: 1, badInput: 2, interrupted: 130 } as const;

/** What the user asked for cannot be done: said in a sentence, exit code 2. */
export class BadInput extends Error {
  public readonly name = 'BadInput';
}

/** The system refused to place the pair and to remove the files placed before. The message names them; exit code 2. */
export class Unfinished extends Error {
  public readonly name = 'Unfinished';
}

/** The user gave up: nothing is left behind, exit code 130. */
export class Interrupted extends Error {
  public readonly name = 'Interrupted';
}

/** Whether an error is of a class. By name: each of the bundles that are loaded on demand has classes of its own. */
export function isError(
  error: unknown, type: typeof BadInput | typeof Interrupted | typeof Unfinished,
): error is Error {
  return error instanceof Error && error.name === new type().name;
}
