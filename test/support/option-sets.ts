import { coverPairs, type Row } from './cover-pairs';
import { optionsThatChange } from './option-effects';
import { DIMENSIONS, withRequired } from './option-values';
import { type Answers, type Option, type OptionValue, type OptionValues, hasEffect } from '../../src/options/option';
import { defaultOf } from '../../src/options/resolve';
import { OPTIONS } from '../../src/options/table';

/** Whether every answer has an effect, and whether no required one is missing. A row may still lack names. */
export function isAllowed(row: Row): boolean {
  const answers = withImplied(row);
  // Several options depend on the engine: a row without it must leave one for all of them.
  const isAbout = ({ name, when }: Option) => Object.hasOwn(answers, name) && dependsOnEngine(when);
  if (!Object.hasOwn(answers, 'engine') && OPTIONS.some(isAbout)) {
    return DIMENSIONS.engine.some((engine) => isAllowed({ engine, ...answers }));
  }
  return OPTIONS.every((option) => {
    const value = answers[option.name];
    if (option.required && option.when && Object.hasOwn(answers, option.name)) {
      return (value !== undefined) === hasEffect(option, answers);
    }
    const isValid = () => !option.check?.(value as OptionValue, answers as OptionValues);
    return isDefault(option, value, answers) || (hasEffect(option, answers) && isValid());
  });
}

/** Adds the infrastructure tool without which an answer of the row has no effect: `state: local` implies Terraform. */
function withImplied(row: Row): Row {
  const implied = OPTIONS.filter((option) => !isDefault(option, row[option.name], row))
    .flatMap(({ when = [] }) => when)
    .filter(({ option, values }) => option === 'iac' && row[option] === undefined && values.length === 1);
  return { ...Object.fromEntries(implied.map(({ option, values }) => [option, values[0]])), ...row };
}

function dependsOnEngine(when: Option['when'] = []): boolean {
  return when.some(({ option }) => option === 'engine');
}

/** Answers that together hold every pair of values. */
export const PAIRWISE_ANSWERS: readonly Answers[] = coverPairs(DIMENSIONS, isAllowed);

function isDefault(option: Option, value: unknown, row: Row): boolean {
  return value === undefined || JSON.stringify(value) === JSON.stringify(defaultOf(option, row as OptionValues));
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
export const OPTION_SETS_OF_THE_PIPELINE: readonly Answers[] = [
  ...coverPairs(Object.fromEntries(OPTIONS_OF_THE_PIPELINE.map((name) => [name, DIMENSIONS[name]])), isAllowed),
  // Several environments have several stages.
  ...DIMENSIONS.environments.slice(1).flatMap((environments) => [{ environments }, { environments, layout: 'single' }]),
  // The capability of an existing cluster has a stack.
  ...DIMENSIONS.argocdAdminType.map((argocdAdminType) => ({
    engine: 'argocd-managed', cluster: 'existing', clusterName: 'platform_1', argocdAdminType,
  })),
].map((row) => withRequired({ appName: 'shop', ...row }));
