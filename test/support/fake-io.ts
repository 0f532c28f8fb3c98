import { readAnswersFile } from '../../src/cli/answers-file';
import type { Io, Outcome, Prompts } from '../../src/cli/io';
import type { OptionValue } from '../../src/options/option';

/** An environment of the command line without input and installations, unless a test adds them. */
export interface FakeIo extends Io {
  readonly printed: string[];
  readonly said: string[];
  readonly asked: string[];
  /** What the dialogue shows besides questions. */
  readonly shown: string[];
  readonly ran: string[];
  interrupt(): void;
}

export interface FakeWorld extends Partial<Omit<Io, 'prompts' | 'run'>> {
  /** Answers by option name: the user accepts the default of every other option. */
  readonly typed?: Readonly<Record<string, unknown>>;
  /** The beginnings of the menu entries that the user selects in turn; afterwards the first entry of each menu. */
  readonly chosen?: readonly string[];
  readonly run?: (program: string, args: readonly string[], cwd: string) => Omit<Outcome, 'stdout'>;
}

export function fakeIo(world: FakeWorld): FakeIo {
  const printed: string[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  const shown: string[] = [];
  let menus = 0;
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
    async choose(question, entries) {
      asked.push(question);
      const label = world.chosen?.[menus++];
      const entry = entries.find((one) => one.label.startsWith(label ?? ''));
      if (!entry) {
        throw new Error(`${question} has no entry ${label}: ${entries.map((one) => one.label).join(', ')}`);
      }
      shown.push(...entries.map((one) => one.label));
      return entry.value;
    },
    intro: (title) => { shown.push(title); },
    note: (text) => { shown.push(text); },
    outro: (text) => { shown.push(text); },
    step: (doing) => {
      shown.push(doing);
      return (done) => { shown.push(done); };
    },
  };
  return {
    args: [],
    env: {},
    cwd: process.cwd(),
    interactive: false,
    lookUpAccount: async () => { throw new Error('no network'); },
    queryAws: async () => { throw new Error('no network'); },
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
    shown,
    ran,
  };
}
