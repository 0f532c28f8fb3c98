import { Interrupted, type Prompts } from './io';

/** Prompts in a terminal. Questions go to standard error: standard output belongs to `--json`. */
export async function terminalPrompts(): Promise<Prompts> {
  const clack = await import('@clack/prompts');
  const output = process.stderr;
  const answered = <T>(answer: T): Exclude<T, symbol> => {
    if (clack.isCancel(answer)) {
      throw new Interrupted();
    }
    return answer as Exclude<T, symbol>;
  };
  return {
    async ask(option, initial, problem) {
      const message = option.question;
      if (option.choices) {
        const options = option.choices.map(({ value, hint }) => ({ value, label: value, hint }));
        return answered(await clack.select<string>({ message, options, initialValue: String(initial), output }));
      }
      if (option.type === 'boolean') {
        return answered(await clack.confirm({ message, initialValue: Boolean(initial), output }));
      }
      const text = initial === undefined ? undefined : String(initial);
      return answered(await clack.text({ message, placeholder: text, defaultValue: text, validate: (value) => problem(value || text), output }));
    },
    async confirm(message, initialValue) {
      return answered(await clack.confirm({ message, initialValue, output }));
    },
  };
}
