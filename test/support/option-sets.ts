import { coverPairs, type Row } from './cover-pairs';
import { optionsThatChange } from './option-effects';
import { DIMENSIONS } from './option-values';
import { type Answers, type Option, type OptionValue, type OptionValues, hasEffect } from '../../src/options/option';
import { defaultOf } from '../../src/options/resolve';
import { OPTIONS } from '../../src/options/table';

/** Whether every answer has an effect. A row may still lack names. */
export function isAllowed(row: Row): boolean {
  return OPTIONS.every((option) => {
    const value = row[option.name];
    return (
      isDefault(option, value, row) ||
      (hasEffect(option, row) && !option.check?.(value as OptionValue, row as OptionValues))
    );
  });
}

/** Answers that together hold every pair of values. */
export const PAIRWISE_ANSWERS: readonly Answers[] = coverPairs(DIMENSIONS, isAllowed);

/** A default may depend on the answers above it. A row may still lack those. */
function isDefault(option: Option, value: unknown, row: Row): boolean {
  return value === undefined || JSON.stringify(value) === JSON.stringify(defaultOf(option, row as OptionValues));
}

/** One set for each package manager. */
export const ANSWERS_OF_THE_PACKAGE_MANAGERS: readonly Answers[] = DIMENSIONS.packageManager.map((packageManager) => ({
  appName: 'shop', packageManager,
}));

/**
 * The options that change the AWS resources; the package manager changes commands in texts alone. The tools that define
 * them are compared with each other, for each set.
 */
export const OPTIONS_OF_THE_PIPELINE = optionsThatChange(/^app\/infra\//).filter(
  (name) => !['iac', 'packageManager'].includes(name),
);

/** Answers that together hold every pair of values of the options that change the pipeline. */
export const OPTION_SETS_OF_THE_PIPELINE: readonly Answers[] = coverPairs(
  Object.fromEntries(OPTIONS_OF_THE_PIPELINE.map((name) => [name, DIMENSIONS[name]])),
  isAllowed,
).map((row) => ({ appName: 'shop', ...row }));
