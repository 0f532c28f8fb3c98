import { coverPairs, type Dimensions, type Row } from './cover-pairs';
import { type Answers, type Option, type OptionValue, type OptionValues, hasEffect } from '../../src/options/option';
import { defaultOf } from '../../src/options/resolve';
import { OPTIONS } from '../../src/options/table';

/**
 * Values that have broken generators: words and numbers of YAML 1.1 and 1.2, the ends of ranges, partitions other than
 * the usual one. `undefined` leaves the option to its default.
 */
const INTERESTING: Dimensions = {
  appName: ['my-app', 'no', 'on', 'yes', 'null', 'true', 'e1', 'a'.repeat(40)],
  region: ['eu-west-1', 'us-east-1', 'cn-north-1', 'us-gov-west-1'],
  accountId: ['', '123456789012', '012345678901', '001234567012'],
  replicas: [2, 1, 5, 100],
  defaultBranch: ['main', '1_000', 'release/1.0', '0x1f', '12e3', 'no', '2026-11-22'],
  configRepoName: [undefined, 'off', '1e3', 'a_b.c-d'],
  environment: ['production', 'off', 'n', 'e'.repeat(20)],
  clusterName: [undefined, 'Yes', 'On', 'e1', 'Null'],
  publicAccessCidrs: [[], ['0.0.0.0/0'], ['203.0.113.7/32', '198.51.100.0/24']],
  port: [8080, 1024, 65535],
  notify: ['', 'on-call@example.com', 'o\'neil+pipeline@mail.example.co.uk'],
};

/** Every value that a choice or a boolean has, and the interesting ones of every other option. */
export const DIMENSIONS: Dimensions = Object.fromEntries(OPTIONS.map((option) => [option.name, valuesOf(option)]));

/** Whether no answer stands where it has no effect. A row may still lack names. */
export function isAllowed(row: Row): boolean {
  return OPTIONS.every((option) => {
    const value = row[option.name];
    return isDefault(option, value) || (hasEffect(option, row) && !option.check?.(value as OptionValue, row as OptionValues));
  });
}

/** Answers that together hold every pair of values. */
export const PAIRWISE_ANSWERS: readonly Answers[] = coverPairs(DIMENSIONS, isAllowed);

/** Answers in which an option has an effect: whatever it depends on has the value that it needs. */
export function answersWith(option: Option, value: unknown, answers: Answers = {}): Answers {
  return { appName: 'my-app', ...answers, ...Object.fromEntries((option.when ?? []).map((condition) => [condition.option, condition.values[0]])), [option.name]: value };
}

function valuesOf({ name, type, choices }: Option): readonly unknown[] {
  const values = choices?.map((choice) => choice.value) ?? (type === 'boolean' ? [true, false] : INTERESTING[name]);
  if (!values) {
    throw new Error(`the option ${name} is new: test/support/option-sets.ts needs interesting values for it`);
  }
  return values;
}

function isDefault(option: Option, value: unknown): boolean {
  return value === undefined || JSON.stringify(value) === JSON.stringify(defaultOf(option, {}));
}

/** One set for each package manager. */
export const ANSWERS_OF_THE_PACKAGE_MANAGERS: readonly Answers[] = DIMENSIONS.packageManager.map((packageManager) => ({ appName: 'shop', packageManager }));

const OPTIONS_OF_THE_PIPELINE = [
  'trigger', 'prBuilds', 'prBuildImage', 'promotion', 'scanGate', 'scanner', 'unscannableImages', 'sign', 'notify', 'retainData', 'architecture',
];

/** Answers that together hold every pair of values of the options that change the pipeline. */
export const OPTION_SETS_OF_THE_PIPELINE: readonly Answers[] = coverPairs(
  Object.fromEntries(OPTIONS_OF_THE_PIPELINE.map((name) => [name, DIMENSIONS[name]])),
  isAllowed,
).map((row) => ({ appName: 'shop', ...row }));
