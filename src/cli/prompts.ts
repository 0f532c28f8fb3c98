import type { Writable } from 'node:stream';
import { Interrupted, type Prompts, type Step } from './io';
import { linePrompts } from './line-prompts';
import { AnimatedProgress } from './progress';
import { type Abilities, abilitiesOf, cut, screenOf, searchScreen, wrap } from './screen';
import { searchChoices } from './search';
import type { Choice, Option, OptionValue } from '../options/option';

const loadClack = () => import('@clack/prompts');
type Clack = Awaited<ReturnType<typeof loadClack>>;
type Problem = (answer: unknown) => string | undefined;

/** What every prompt of clack takes. */
interface Common {
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/** How many entries of a long list are on the screen at once. */
const LIST_LENGTH = 8;

/** Prompts in a terminal. They write to standard error: standard output belongs to `--json`. */
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
    // Where an empty answer is allowed, Enter must be able to give it: the default is then text to edit.
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

  /** Menus cannot check an answer: the question comes again below the rule that it breaks. */
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

  /** Runs one prompt. Ctrl-D and a closed terminal cancel it as Ctrl-C does. */
  private async answered<T>(prompt: (common: Common) => Promise<T>): Promise<Exclude<T, symbol>> {
    const abort = () => this.aborted.abort();
    const onKey = (_: unknown, key?: { ctrl?: boolean; name?: string }) => {
      if (key?.ctrl && key.name === 'd') {
        // Only when the prompt has handled the key: until then it would draw itself once more.
        setImmediate(abort);
      }
    };
    this.isAfterStep = false;
    process.stdin.on('keypress', onKey).once('end', abort).once('close', abort);
    try {
      // Prompts leave their listeners on the signal: with one for all, Node.js warns after ten questions.
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

/** Lines that fit behind the bar and the symbol of a prompt. */
function hang(text: string): string {
  return wrap(text, columnsOf() - 4, 0).join('\n   ');
}

function columnsOf(): number {
  return process.stderr.columns || 80;
}
