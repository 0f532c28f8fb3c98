import { createInterface } from 'node:readline';
import { Interrupted, type MenuEntry, type Prompts } from './io';
import { type Abilities, shown } from '../screen';
import { searchChoices } from './search';
import type { OptionValue } from '../options/option';

type Problem = (answer: unknown) => string | undefined;

/** Creates prompts without control sequences, for dumb terminals and screen readers. */
export function linePrompts(input: NodeJS.ReadStream, output: NodeJS.WriteStream, abilities: Abilities): Prompts {
  const write = (text: string) => output.write(shown(text, abilities));
  const readLine = () => new Promise<string>((done, failed) => {
    const lines = createInterface({ input, terminal: false });
    lines.once('line', (line) => {
      done(line.trim());
      lines.close();
    });
    lines.once('close', () => failed(new Interrupted()));
  });
  /** `accept` returns the answer for an abbreviation such as a menu number; undefined for other input. */
  const askLine = async (
    question: string,
    initial: string,
    accept: (typed: string) => string | undefined,
    problem: Problem,
    proposal = initial,
  ): Promise<string> => {
    for (;;) {
      write(`${question}${proposal === '' ? '' : ` [${proposal}]`} `);
      const typed = await readLine();
      const answer = typed === '' ? initial : accept(typed) ?? typed;
      const rule = problem(answer);
      if (rule === undefined) {
        return answer;
      }
      write(`  ${rule}\n`);
    }
  };
  const choose = async (
    question: string, entries: readonly MenuEntry[], initial = entries[0].value, problem: Problem = () => undefined,
  ) => {
    write(
      `${question}\n${entries.map(({ label, hint }, index) => `  ${index + 1}  ${label}${hint ? `  - ${hint}` : ''}`).join('\n')}\n`,
    );
    const valueOf = (typed: string) =>
      entries.find(({ value }, index) => typed === value || typed === String(index + 1))?.value;
    return askLine(
      'Number',
      initial,
      valueOf,
      (answer) =>
        entries.some(({ value }) => value === answer)
          ? problem(answer)
          : `must be a number from 1 to ${entries.length}`,
      String(entries.findIndex(({ value }) => value === initial) + 1),
    );
  };
  return {
    intro: (title) => { write(`${title}\n`); },
    note: (text) => { write(`${text}\n`); },
    outro: (text) => { write(`${text}\n`); },
    step: (doing) => {
      write(`${doing}\n`);
      return () => {};
    },
    choose,
    async ask(option, initial, problem) {
      const { question, choices, searchable, type } = option;
      if (choices) {
        return choose(
          question, choices.map(({ value, hint }) => ({ value, label: value, hint })), String(initial), problem,
        );
      }
      if (type === 'boolean') {
        return (
          (await choose(
            question,
            [
              { value: 'true', label: 'yes' },
              { value: 'false', label: 'no' },
            ],
            String(initial),
            (value) => problem(value === 'true'),
          )) === 'true'
        );
      }
      const found = (typed: string) => {
        const matches = searchable ? searchChoices(typed, searchable) : [];
        return matches.length === 1 ? matches[0].value : undefined;
      };
      return askLine(question, textOf(initial), found, problem);
    },
  };
}

function textOf(initial: OptionValue | undefined): string {
  return initial === undefined ? '' : String(initial);
}
