import { Promotion, SyncPolicy } from './enums';
import { CLUSTER_FIELDS } from './environment-clusters';
import type { ResolvedEnvironment } from './gitops-environment';
import { didYouMean } from './nearest';
import type { Answers, OptionValue, OptionValues } from './option';
import { type Problem, quote } from './problem';

/** The fields of an environment that are options of the pair, too. */
export const FIELDS = [
  'replicas', 'syncPolicy', 'autoPrune', 'selfHeal', 'promotion', 'serviceType', ...CLUSTER_FIELDS,
] as const;

/**
 * CodePipeline allows 50 stages in a pipeline, and without a bucket, CloudFormation accepts templates of up to 51,200
 * bytes, of which each stage needs more than 1,000.
 */
export const MOST_STAGES = 20;

/** Fields that a reader may expect, and why they do not exist. */
const NOT_OFFERED: Readonly<Record<string, string>> = {
  accountId: 'each task is signed in to one account, which has the pipeline and all clusters of the pair; create another pair for another account',
  promoteWhen: 'the pipeline cannot see the health of an environment; require an approval with promotion: pull-request',
};

/** Resolves an option of the pair with the answers of one environment. */
type ResolveField = (name: string, answers: Answers, resolved: OptionValues) => OptionValue | Problem;

/**
 * Returns the environments in an answer, without their defaults: from "dev,production", from a list of names, or from a
 * list of objects. Returns undefined for anything else.
 */
export function environmentsIn(value: unknown): Answers[] | undefined {
  const list = typeof value === 'string' ? listIn(value) : value;
  const items = Array.isArray(list)
    ? list.map((item: unknown) => (typeof item === 'string' ? { name: item } : item))
    : undefined;
  return items?.every(isEnvironment) ? items : undefined;
}

function listIn(text: string): unknown {
  if (!text.trimStart().startsWith('[')) {
    return text.split(',').map((part) => part.trim()).filter((part) => part !== '');
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEnvironment(item: unknown): item is Answers {
  return typeof item === 'object' && item !== null && !Array.isArray(item) && typeof (item as Answers).name === 'string';
}

/**
 * Completes environments with their defaults. Returns the rule that one of them breaks if one does.
 *
 * @param resolved the answers of the pair
 */
export function completeEnvironments(
  environments: readonly Answers[], resolved: OptionValues, resolveField: ResolveField,
): ResolvedEnvironment[] | string {
  const completed: ResolvedEnvironment[] = [];
  for (const [index, environment] of environments.entries()) {
    const unknown = Object.keys(environment).find((field) => field !== 'name' && !isField(field));
    if (unknown !== undefined && Object.hasOwn(NOT_OFFERED, unknown)) {
      return `must not set ${quote(unknown)} in ${quote(environment.name)}: ${NOT_OFFERED[unknown]}`;
    }
    if (unknown !== undefined) {
      return `must not set ${quote(unknown)} in ${quote(environment.name)}: the fields of an environment are `
        + `name, ${FIELDS.join(', ')}${didYouMean(unknown, FIELDS)}`;
    }
    const values: Record<string, OptionValue> = { ...resolved, name: String(environment.name) };
    const given = { ...defaultsOf(index, environments, resolved), ...environment };
    for (const field of FIELDS) {
      const answers = { [field]: given[field] ?? fallback(field, values, resolved) };
      const value = resolveField(field, answers, values);
      if (typeof value === 'object' && 'rule' in value) {
        return `must not set ${field} to ${quote(value.value)} in ${quote(environment.name)}: it ${value.rule}`;
      }
      values[field] = value;
    }
    completed.push(Object.fromEntries(['name', ...FIELDS].filter((field) => !isShared(field, values, resolved))
      .map((field) => [field, values[field]])) as never);
  }
  return completed;
}

/** Returns the rule that a list of complete environments breaks. */
export function brokenRule(
  environments: readonly ResolvedEnvironment[], { environment = '' }: OptionValues, nameRule: (name: string) => string | undefined,
): string | undefined {
  const names = environments.map(({ name }) => name);
  for (const name of names) {
    const broken = nameRule(name);
    if (broken) {
      return `must not contain the name ${quote(name)}: it ${broken}`;
    }
  }
  if (new Set(names).size < names.length) {
    return 'must not repeat a name';
  }
  if (environment !== '' && environment !== 'production' && names.length > 0 && !names.includes(String(environment))) {
    return `must include ${String(environment)}, the answer to environment`;
  }
  const stages = environments.filter(({ promotion }) => promotion !== Promotion.MANUAL).length;
  if (stages > 0 && environments[0].promotion === Promotion.MANUAL) {
    return `must not set promotion to manual in ${names[0]}, the first one: the pipeline promotes to others, which take `
      + 'only images that the first one has';
  }
  return stages > MOST_STAGES
    ? `must have at most ${MOST_STAGES} environments that are not promoted manually: the template of the pipeline would be too large`
    : undefined;
}

/** Whether a field only repeats the cluster of the pair. An environment has these fields if they differ. */
function isShared(field: string, values: OptionValues, resolved: OptionValues): boolean {
  return (CLUSTER_FIELDS as readonly string[]).includes(field) && values[field] === resolved[field];
}

function isField(name: string): boolean {
  return (FIELDS as readonly string[]).includes(name);
}

/** What depends on the place of an environment. */
function defaultsOf(index: number, { length }: readonly Answers[], { promotion }: OptionValues): Answers {
  if (index < length - 1) {
    return { replicas: 1, syncPolicy: SyncPolicy.AUTOMATED, promotion: Promotion.COMMIT };
  }
  return length > 1 && promotion === Promotion.COMMIT ? { promotion: Promotion.PULL_REQUEST } : {};
}

/** The answer of the pair, unless it has no effect in this environment. */
function fallback(field: string, { syncPolicy }: OptionValues, resolved: OptionValues): OptionValue {
  return ['autoPrune', 'selfHeal'].includes(field) && syncPolicy === SyncPolicy.MANUAL ? false : resolved[field];
}
