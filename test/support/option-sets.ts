import { coverPairs, type Row } from './cover-pairs';
import { optionsThatChange } from './option-effects';
import { DIMENSIONS } from './option-values';
import { type Answers, type Option, type OptionValue, type OptionValues, hasEffect } from '../../src/options/option';
import { defaultOf } from '../../src/options/resolve';
import { OPTIONS } from '../../src/options/table';

/** Whether every answer has an effect. A row may still lack names. */
export function isAllowed(row: Row): boolean {
  const answers = withImplied(row);
  return OPTIONS.every((option) => {
    const value = answers[option.name];
    return (
      isDefault(option, value) ||
      (hasEffect(option, answers) && !option.check?.(value as OptionValue, answers as OptionValues))
    );
  });
}

/** Adds the values without which an answer of the row would have no effect: `state: local` implies `iac: terraform`. */
function withImplied(row: Row): Row {
  const implied = OPTIONS.filter((option) => !isDefault(option, row[option.name]))
    .flatMap(({ when = [] }) => when)
    .filter(({ option, values }) => row[option] === undefined && values.length === 1);
  return implied.length === 0
    ? row
    : withImplied({ ...Object.fromEntries(implied.map(({ option, values }) => [option, values[0]])), ...row });
}

/** Answers that together hold every pair of values. */
export const PAIRWISE_ANSWERS: readonly Answers[] = coverPairs(DIMENSIONS, isAllowed);

function isDefault(option: Option, value: unknown): boolean {
  return value === undefined || JSON.stringify(value) === JSON.stringify(defaultOf(option, {}));
}

/** One set for each package manager. */
export const ANSWERS_OF_THE_PACKAGE_MANAGERS: readonly Answers[] = DIMENSIONS.packageManager.map((packageManager) => ({
  appName: 'shop', packageManager,
}));

/**
 * The options that change the AWS resources. The package manager only changes commands in texts, and the place of
 * Terraform's state changes no resource. The tools that define the resources are compared with each other for each set.
 */
export const OPTIONS_OF_THE_PIPELINE = optionsThatChange(/^app\/infra\//).filter(
  (name) => !['iac', 'packageManager', 'state'].includes(name),
);

/** Answers that together hold every pair of values of the options that change the pipeline. */
export const OPTION_SETS_OF_THE_PIPELINE: readonly Answers[] = coverPairs(
  Object.fromEntries(OPTIONS_OF_THE_PIPELINE.map((name) => [name, DIMENSIONS[name]])),
  isAllowed,
).map((row) => ({ appName: 'shop', ...row }));
