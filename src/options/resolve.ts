import { completeEnvironments, environmentsIn } from './environments';
import { didYouMean } from './nearest';
import {
  type Answers, type Option, type OptionType, type OptionValue, type OptionValues, conditionText, hasEffect,
} from './option';
import { OptionsError, type Problem } from './problem';
import type { ResolvedOptions } from './resolved-options';
import { OPTIONS } from './table';

/**
 * Validates answers and adds the defaults.
 *
 * @param answers by option name; `undefined` and `null` count as missing
 * @throws OptionsError with every problem, including unknown option names
 */
export function resolveOptions(answers: Answers): ResolvedOptions {
  const problems: Problem[] = unknownNames(answers);
  const resolved: Record<string, OptionValue> = {};
  for (const option of OPTIONS) {
    const value = resolveOption(option, answers, resolved);
    if (isProblem(value)) {
      problems.push(value);
      resolved[option.name] = defaultOf(option, resolved) ?? '';
    } else {
      resolved[option.name] = value;
    }
  }
  if (problems.length > 0) {
    throw new OptionsError(problems);
  }
  // Without a problem, each option has a value of its type.
  return Object.freeze(resolved) as ResolvedOptions;
}

/** Every problem of answers, missing ones included. */
export function problemsOf(answers: Answers): readonly Problem[] {
  try {
    resolveOptions(answers);
    return [];
  } catch (error) {
    if (error instanceof OptionsError) {
      return error.problems;
    }
    throw error;
  }
}

/** Returns the value of one option, given the resolved options above it; or the problem of its answer. */
export function resolveOption(option: Option, answers: Answers, resolved: OptionValues): OptionValue | Problem {
  const given = answers[option.name];
  const initial = defaultOf(option, resolved);
  if (given === undefined || given === null) {
    return initial ?? { option: option.name, rule: ['is required', conditionText(option) ?? []].flat().join(' ') };
  }
  const problem = (rule: string): Problem => ({ option: option.name, value: given, rule });
  if (option.type === 'environments') {
    const environments = completed(given, resolved);
    const wrong = typeof environments === 'string' ? environments : option.check?.(environments, resolved);
    return wrong ? problem(wrong) : environments;
  }
  const converted = CONVERSIONS[option.type](given);
  const value = typeof converted === 'string' && option.tidy ? option.tidy(converted) : converted;
  if (value === undefined) {
    return problem(typeRule(option));
  }
  if (!hasEffect(option, resolved)) {
    return sameValue(value, initial) ? value : problem(`has an effect only ${conditionText(option)}`);
  }
  const broken = typeCheck(option, value) ?? option.check?.(value, resolved);
  return broken ? problem(broken) : value;
}

/** The environments of an answer with all of their fields, or the rule that the answer breaks. */
function completed(given: unknown, resolved: OptionValues): OptionValue {
  const environments = environmentsIn(given);
  return environments === undefined
    ? 'must be a list of names, or of objects with a name'
    : completeEnvironments(environments, resolved, (name, answers, above) =>
      resolveOption(OPTIONS.find((option) => option.name === name) as Option, answers, above));
}

export function isProblem(outcome: OptionValue | Problem): outcome is Problem {
  return typeof outcome === 'object' && 'rule' in outcome;
}

/** The default of an option; undefined if an answer is required. A required option without an effect is empty. */
export function defaultOf(option: Option, resolved: OptionValues): OptionValue | undefined {
  return option.initial?.(resolved) ?? option.choices?.[0].value ?? (hasEffect(option, resolved) ? undefined : '');
}

function unknownNames(answers: Answers): Problem[] {
  const names = OPTIONS.map((option) => option.name);
  return Object.keys(answers)
    .filter((name) => !names.includes(name))
    .map((option) => ({
      option, rule: `is not an option${didYouMean(option, names) || ` (the options are ${names.join(', ')})`}`,
    }));
}

const asText = (value: unknown) =>
  typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;

/**
 * Flags hold strings for numbers, and YAML files hold numbers for strings. Conversions that lose no information are
 * accepted.
 */
const CONVERSIONS: Record<Exclude<OptionType, 'environments'>, (value: unknown) => OptionValue | undefined> = {
  string: asText,
  choice: asText,
  integer: (value) => {
    const number = typeof value === 'string' && /^-?(0|[1-9][0-9]*)$/.test(value) ? Number(value) : value;
    return Number.isSafeInteger(number) ? (number as number) : undefined;
  },
  boolean: (value) => {
    const boolean = value === 'true' ? true : value === 'false' ? false : value;
    return typeof boolean === 'boolean' ? boolean : undefined;
  },
  list: (value) => {
    const list =
      typeof value === 'string'
        ? value
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== '')
        : value;
    return Array.isArray(list) && list.every((part) => typeof part === 'string') ? list : undefined;
  },
};

function typeRule(option: Option): string {
  switch (option.type) {
    case 'boolean': return 'must be true or false';
    case 'integer': return rangeRule(option);
    case 'list': return 'must be a list of strings';
    default: return 'must be a string';
  }
}

function typeCheck(option: Option, value: OptionValue): string | undefined {
  if (option.choices && !option.choices.some((choice) => choice.value === value)) {
    const values = option.choices.map((choice) => choice.value);
    return `must be one of ${values.join(', ')}${didYouMean(String(value), values)}`;
  }
  const [smallest, largest] = option.range ?? [-Infinity, Infinity];
  return Number(value) < smallest || Number(value) > largest ? rangeRule(option) : undefined;
}

function rangeRule(option: Option): string {
  return option.range
    ? `must be a whole number from ${option.range[0]} to ${option.range[1]}`
    : 'must be a whole number';
}

function sameValue(one: OptionValue, other: OptionValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
