import type { Dimensions } from './cover-pairs';
import type { Answers, Option } from '../../src/options/option';
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

/** What a value needs of another option, beyond the conditions of its own. */
const NEEDED: Readonly<Record<string, Answers>> = { 'repoAuth=iam': { engine: 'flux' } };

/** Answers with which an option has an effect. */
export function answersWith(option: Option, value: unknown, answers: Answers = {}): Answers {
  return {
    appName: 'my-app',
    ...answers,
    ...Object.fromEntries((option.when ?? []).map((condition) => [condition.option, condition.values[0]])),
    ...NEEDED[`${option.name}=${String(value)}`],
    [option.name]: value,
  };
}

function valuesOf({ name, type, choices }: Option): readonly unknown[] {
  const values = choices?.map((choice) => choice.value) ?? (type === 'boolean' ? [true, false] : INTERESTING[name]);
  if (!values) {
    throw new Error(`the option ${name} is new: test/support/option-values.ts needs interesting values for it`);
  }
  return values;
}
