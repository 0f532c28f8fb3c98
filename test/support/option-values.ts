import type { Dimensions } from './cover-pairs';
import { Promotion, ServiceType, SyncPolicy } from '../../src/options/enums';
import type { ResolvedEnvironment } from '../../src/options/gitops-environment';
import type { Answers, Option, OptionValue } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { OPTIONS } from '../../src/options/table';

/** Three environments: the ways of promotion, words of YAML as names, and a Service for the cluster alone. */
const THREE_ENVIRONMENTS: readonly ResolvedEnvironment[] = [
  { name: 'no', replicas: 1, syncPolicy: SyncPolicy.AUTOMATED, promotion: Promotion.COMMIT, serviceType: ServiceType.CLUSTERIP },
  { name: 'e1', replicas: 2, syncPolicy: SyncPolicy.AUTOMATED, promotion: Promotion.PULL_REQUEST, serviceType: ServiceType.LOADBALANCER },
  { name: 'production', replicas: 5, syncPolicy: SyncPolicy.MANUAL, promotion: Promotion.MANUAL, serviceType: ServiceType.LOADBALANCER },
].map((environment) => ({ autoPrune: false, selfHeal: false, ...environment }));

/** What `--environments dev,production` means for the default answers. */
const TWO_ENVIRONMENTS: readonly ResolvedEnvironment[] = resolveOptions({
  appName: 'my-app', environments: 'dev,production',
}).environments;

/** The same, where the last one has a cluster of its own. */
const TWO_CLUSTERS: readonly ResolvedEnvironment[] = TWO_ENVIRONMENTS.map((environment, index) => ({
  ...environment, ...index > 0 && { clusterName: 'live' },
}));

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
  identityCenterRegion: [undefined, 'eu-west-1'],
  identityCenterArn: [
    undefined, 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e', 'arn:aws:sso:::instance/ins-0a.B-c1234567890',
  ],
  argocdAdmin: [
    undefined, '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6', '12345678-1234-1234-1234-123456789012',
  ],
  pollSeconds: [60, 10, 3600],
  port: [8080, 1024, 65535],
  environments: [[], TWO_ENVIRONMENTS, THREE_ENVIRONMENTS, TWO_CLUSTERS],
  notify: ['', 'on-call@example.com', 'o\'neil+pipeline@mail.example.co.uk'],
};

/** Every value that a choice or a boolean has, and the interesting ones of every other option. */
export const DIMENSIONS: Dimensions = Object.fromEntries(OPTIONS.map((option) => [option.name, valuesOf(option)]));

/** What a value requires of another option, beyond the conditions of its own. */
const NEEDED: Readonly<Record<string, Answers>> = { 'repoAuth=iam': { engine: 'argocd-managed' } };

/** Answers with which an option has an effect. */
export function answersWith(option: Option, value: unknown, answers: Answers = {}): Answers {
  return withRequired({
    appName: 'my-app',
    ...answers,
    ...Object.fromEntries((option.when ?? []).map((condition) => [condition.option, condition.values[0]])),
    ...NEEDED[`${option.name}=${String(value)}`],
    [option.name]: value,
  });
}

/** The same answers, and those that they require. */
export function withRequired(answers: Answers): Answers {
  const missing = OPTIONS.filter(({ name, required, when }) =>
    required && answers[name] === undefined
    && when?.every(({ option, values }) => values.includes(answers[option] as OptionValue)));
  const someValue = (name: string) => INTERESTING[name].find((value) => value !== undefined);
  return { ...answers, ...Object.fromEntries(missing.map(({ name }) => [name, someValue(name)])) };
}

function valuesOf({ name, type, choices }: Option): readonly unknown[] {
  const values = choices?.map((choice) => choice.value) ?? (type === 'boolean' ? [true, false] : INTERESTING[name]);
  if (!values) {
    throw new Error(`the option ${name} is new: test/support/option-values.ts needs interesting values for it`);
  }
  return values;
}
