import type { Prompts } from './io';
import type { ResolvedEnvironment } from '../options/gitops-environment';
import { type Option, type OptionValue, type OptionValues, flagOf } from '../options/option';
import { defaultOf } from '../options/resolve';
import { TOPICS } from '../options/table';

/** The answers that the menu shows and changes. */
export interface ChangeableAnswers {
  /** Returns those of the options that have an effect and that no flag sets. */
  openOptions(options: readonly Option[]): readonly Option[];
  resolved(): OptionValues;
  ask(option: Option): Promise<void>;
}

/** The value of the entry that leaves a menu. No topic or option has an empty name. */
const LEAVE = '';

/** Shows a menu of topics, and a menu of options for each topic, until the user leaves it. */
export async function changeAnswers(prompts: Prompts, answers: ChangeableAnswers): Promise<void> {
  for (let visits = 0; ; visits++) {
    const topics = TOPICS.map(({ title, options }) => ({ title, options: answers.openOptions(options) })).filter(
      ({ options }) => options.length > 0,
    );
    if (topics.length === 0) {
      return;
    }
    const entries = topics.map(({ title, options }) => ({ value: title, label: `${title} (${countText(options, answers.resolved())})` }));
    const leave = { value: LEAVE, label: visits === 0 ? 'No, continue' : 'Continue', hint: 'show the files to write' };
    const selected = await prompts.choose('More options?', [leave, ...entries]);
    if (selected === LEAVE) {
      return;
    }
    await changeTopic(prompts, answers, selected);
  }
}

async function changeTopic(prompts: Prompts, answers: ChangeableAnswers, title: string): Promise<void> {
  const { options = [] } = TOPICS.find((topic) => topic.title === title) ?? {};
  for (let next: string | undefined = LEAVE; next !== undefined;) {
    const resolved = answers.resolved();
    const entries = answers
      .openOptions(options)
      .map(({ name, question }) => ({
        value: name, label: `${flagOf(name)}: ${valueText(resolved[name])}`, hint: question,
      }));
    const selected = await prompts.choose(
      `${title}: which option do you want to change?`,
      [{ value: LEAVE, label: 'Back' }, ...entries],
      next,
    );
    const option = options.find(({ name }) => name === selected);
    if (option) {
      await answers.ask(option);
    }
    next = option && (entryAfter(selected, answers.openOptions(options)) ?? LEAVE);
  }
}

/** After a change, the cursor moves to the next entry: repeated Enter goes through the whole topic. */
function entryAfter(selected: string, options: readonly Option[]): string | undefined {
  return options[options.findIndex(({ name }) => name === selected) + 1]?.name;
}

function countText(options: readonly Option[], resolved: OptionValues): string {
  const changed = options.filter((option) => isChanged(option, resolved)).length;
  return `${options.length} ${options.length === 1 ? 'option' : 'options'}${changed > 0 ? `, ${changed} changed` : ''}`;
}

/** Whether the answer differs from the default. False for a required option, which has no default. */
export function isChanged(option: Option, resolved: OptionValues): boolean {
  return !option.required && JSON.stringify(resolved[option.name]) !== JSON.stringify(defaultOf(option, resolved));
}

/** A value as the prompts show it. */
export function valueText(value: OptionValue): string {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  const text = Array.isArray(value) ? value.map(itemText).join(', ') : String(value);
  return text === '' ? 'none' : text;
}

/** An item of a list. The prompts show the name of an environment. */
export function itemText(item: string | ResolvedEnvironment): string {
  return typeof item === 'string' ? item : item.name;
}
