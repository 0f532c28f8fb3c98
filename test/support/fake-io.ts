import { readAnswersFile } from '../../src/cli/answers-file';
import type { Io, Outcome, Prompts } from '../../src/cli/io';
import type { OptionValue } from '../../src/options/option';

/** A world for the command line in which nobody types and nothing is installed, unless a test says otherwise. */
export interface FakeIo extends Io {
  readonly printed: string[];
  readonly said: string[];
  readonly asked: string[];
  readonly ran: string[];
  interrupt(): void;
}

export interface FakeWorld extends Partial<Omit<Io, 'prompts' | 'run'>> {
  /** Answers by option name; "write" and "more" answer the two yes-or-no questions. */
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly run?: (program: string, args: readonly string[], cwd: string) => Omit<Outcome, 'stdout'>;
}

export function fakeIo(world: FakeWorld): FakeIo {
  const printed: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  const ran: string[] = [];
  let interrupt = () => '';
  const typed = world.typed ?? {};
  const prompts: Prompts = {
    async ask(option, initial, problem) {
      asked.push(option.name);
      const answer = typed[option.name] ?? initial;
      const wrong = problem(answer);
      if (wrong) {
        throw new Error(`${option.name}: ${wrong}`);
      }
      return answer as OptionValue;
    },
    async confirm(question, initial) {
      asked.push(question);
      return (question.startsWith('More') ? typed.more : typed.write) as boolean ?? initial;
    },
  };
  return {
    args: [],
    env: {},
    cwd: process.cwd(),
    interactive: false,
    lookUpAccount: async () => { throw new Error('no network'); },
    ...world,
    out: (text) => { printed.push(text); },
    say: (text) => { said.push(text); },
    readAnswers: async (path) => readAnswersFile(path, world.cwd ?? process.cwd()),
    prompts: async () => prompts,
    run: async (program, args, cwd) => {
      ran.push([program, ...args].join(' '));
      return { stdout: '', ...world.run?.(program, args, cwd) ?? { code: 0, output: '' } };
    },
    onInterrupt: (callback) => {
      interrupt = callback;
      return () => { interrupt = () => ''; };
    },
    interrupt: () => { said.push(interrupt()); },
    printed,
    said,
    asked,
    ran,
  };
}
