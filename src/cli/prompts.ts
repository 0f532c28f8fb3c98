import type { Writable } from 'node:stream';
import { Interrupted, type Prompts, type Step } from './io';
import { linePrompts } from './line-prompts';
import { AnimatedProgress } from './progress';
import { type Abilities, abilitiesOf, cut, screenOf, searchScreen, wrap } from '../screen';
import { searchChoices } from './search';
import type { Choice, Option, OptionValue } from '../options/option';

const loadClack = () => import('@clack/prompts');
type Clack = Awaited<ReturnType<typeof loadClack>>;
type Problem = (answer: unknown) => string | undefined;

/** The settings that all clack prompts share. */
interface Common {
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/** The number of visible entries of a long list. */
const LIST_LENGTH = 8;

/** Creates prompts for a terminal. They write to standard error: standard output is for `--json`. */
export async function terminalPrompts(): Promise<Prompts> {
  const abilities = abilitiesOf(process.env);
  return abilities.cursor
    ? new ClackPrompts(await loadClack(), abilities)
    : linePrompts(process.stdin, process.stderr, abilities);
}

class ClackPrompts implements Prompts {
  public readonly step: Step;
  private readonly output: Writable;
  private readonly aborted = new AbortController();
  private isAfterStep = false;

  public constructor(private readonly clack: Clack, abilities: Abilities) {
    this.output = screenOf(process.stderr, abilities);
    const progress = new AnimatedProgress(this.output, columnsOf);
    this.step = (doing) => {
      this.output.write(this.isAfterStep ? '' : '│\n');
      this.isAfterStep = true;
      if (abilities.animation) {
        return progress.step(doing);
      }
      this.output.write(`${wrap(`◇  ${doing}`, columnsOf(), 3).join('\n')}\n`);
      return () => {};
    };
  }

  public intro(title: string): void {
    this.output.write(`┌  ${title}\n`);
  }

  public note(text: string): void {
    this.isAfterStep = false;
    this.clack.log.message(wrap(text, columnsOf() - 3), { output: this.output });
  }

  public outro(text: string): void {
    this.output.write('│\n');
    wrap(text, columnsOf() - 3).forEach((line, index) => this.output.write(`${index === 0 ? '└' : ' '}  ${line}\n`));
  }

  public async choose(question: string, entries: Parameters<Prompts['choose']>[1], initial?: string): Promise<string> {
    const options = entries.map((entry) => ({ ...entry }));
    const settings = { message: question, options, initialValue: initial, showInstructions: false };
    return this.answered((common) => this.clack.select<string>({ ...settings, ...common }));
  }

  public async ask(option: Option, initial: OptionValue | undefined, problem: Problem): Promise<unknown> {
    const message = option.question;
    if (option.searchable) {
      return this.search(message, option.searchable, String(initial), problem);
    }
    if (option.choices) {
      const entries = option.choices.map(({ value, hint }) => ({ value, label: hint ? `${value}: ${hint}` : value }));
      return this.untilRight(problem, () => this.choose(message, entries, String(initial)));
    }
    if (option.type === 'boolean') {
      const settings = { message, initialValue: Boolean(initial) };
      return this.untilRight(problem, () => this.answered((common) => this.clack.confirm({ ...settings, ...common })));
    }
    return this.askText(message, initial === undefined ? '' : String(initial), problem);
  }

  private async askText(message: string, initial: string, problem: Problem): Promise<string> {
    // If an empty answer is valid, the user must be able to enter it. The default is then editable text instead of a
    // placeholder.
    const isEditable = initial !== '' && problem('') === undefined;
    const complete = (typed: string | undefined) => (typed ?? '').trim() || (isEditable ? '' : initial);
    const rule = (typed: string | undefined) => {
      const broken = problem(complete(typed));
      return broken && hang(broken);
    };
    const start = isEditable ? { initialValue: initial } : { placeholder: initial, defaultValue: initial };
    return complete(
      await this.answered((common) => this.clack.text({ message: hang(message), ...start, validate: rule, ...common })),
    );
  }

  private async search(
    message: string, choices: readonly Choice[], initialValue: string, problem: Problem,
  ): Promise<string> {
    const entriesFor = (typed: string) =>
      searchChoices(typed, choices).map(({ value, hint }) => ({
        value, label: cut(hint ? `${value}  ${hint}` : value, columnsOf() - 5),
      }));
    return this.untilRight(problem, () =>
      this.answered((common) =>
        this.clack.autocomplete<string>({
          message: hang(message),
          options() {
            return entriesFor(this.userInput);
          },
          filter: () => true,
          initialValue,
          maxItems: LIST_LENGTH,
          validate: (value) => (value === undefined ? hang('no match: try another name or place') : undefined),
          ...common,
          output: searchScreen(this.output),
        }),
      ),
    );
  }

  /** Repeats a question until the answer is valid. Clack's menus do not validate answers. */
  private async untilRight<T>(problem: Problem, ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const answer = await ask();
      const rule = problem(answer);
      if (!rule) {
        return answer;
      }
      this.note(`${String(answer)}: ${rule}`);
    }
  }

  /** Runs one prompt. Ctrl-D and a closed terminal cancel it like Ctrl-C. */
  private async answered<T>(prompt: (common: Common) => Promise<T>): Promise<Exclude<T, symbol>> {
    const abort = () => this.aborted.abort();
    const onKey = (_: unknown, key?: { ctrl?: boolean; name?: string }) => {
      if (key?.ctrl && key.name === 'd') {
        // Deferred, because the prompt redraws itself after it has handled the key.
        setImmediate(abort);
      }
    };
    this.isAfterStep = false;
    process.stdin.on('keypress', onKey).once('end', abort).once('close', abort);
    try {
      // A new signal for each prompt, because prompts do not remove their listeners. Node.js warns about more than ten.
      const answer = await prompt({ output: this.output, signal: AbortSignal.any([this.aborted.signal]) });
      if (this.clack.isCancel(answer)) {
        throw new Interrupted();
      }
      return answer as Exclude<T, symbol>;
    } finally {
      process.stdin.off('keypress', onKey).off('end', abort).off('close', abort);
    }
  }
}

/** Wraps text to the width that the bar and the symbol of a prompt leave. */
function hang(text: string): string {
  return wrap(text, columnsOf() - 4, 0).join('\n   ');
}

function columnsOf(): number {
  return process.stderr.columns || 80;
}
