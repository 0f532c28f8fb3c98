import { filterOf, refusal } from './filters';
import { isFields } from '../../support/cloudformation-template';

/** The position and the reason of a mismatch between an event and a pattern. */
export interface Mismatch {
  readonly path: string;
  readonly problem: string;
}

/** A parsed part of a pattern. */
type Check = (event: unknown) => Mismatch | undefined;

/** Whether an event matches a pattern. */
export function fits(pattern: unknown, event: unknown): boolean {
  return mismatch(pattern, event) === undefined;
}

/**
 * The first difference between a pattern and an event by EventBridge's rules: every field of the pattern must match; a
 * list is any of its values; of a list in the event, one value is enough; strings never equal numbers. The whole
 * pattern is parsed first: an invalid or unsupported part is an error for every event.
 */
export function mismatch(pattern: unknown, event: unknown): Mismatch | undefined {
  return patternCheck(pattern, '')(event);
}

function patternCheck(pattern: unknown, path: string): Check {
  if (!isFields(pattern)) {
    throw refusal(path, pattern, 'must be an object or a list');
  }
  const checks = Object.entries(pattern).map(([name, wanted]) => {
    const here = path ? `${path}.${name}` : name;
    return name === '$or' ? alternativesCheck(wanted, path, here) : fieldCheck(name, wanted, here);
  });
  if (checks.length === 0) {
    throw refusal(path, pattern, 'must have a field');
  }
  return (event) => checks.map((check) => check(event)).find((found) => found);
}

function alternativesCheck(alternatives: unknown, path: string, here: string): Check {
  const checks = listOf(alternatives, here).map((alternative) => patternCheck(alternative, path));
  return (event) => noneOf(checks.map((check) => check(event)), here);
}

function fieldCheck(name: string, wanted: unknown, path: string): Check {
  const check = Array.isArray(wanted) ? valueCheck(wanted, path) : itemsCheck(patternCheck(wanted, path), path);
  return (event) => check(isFields(event) ? event[name] : undefined);
}

/** One object of a list must match completely. */
function itemsCheck(check: Check, path: string): Check {
  return (value) =>
    noneOf(
      (Array.isArray(value) && value.length > 0 ? value : [value]).map((item) => check(item)), path,
    );
}

function valueCheck(wanted: readonly unknown[], path: string): Check {
  const filters = listOf(wanted, path).map((choice) => filterOf(choice, path));
  const asked = `the rule asks for ${wanted.map((choice) => JSON.stringify(choice)).join(' or ')}`;
  return (value) =>
    filters.some((filter) => filter(leaves(value)))
      ? undefined
      : {
        path,
        problem: `${asked}, ${value === undefined ? 'the event has nothing there' : `the event says ${JSON.stringify(value)}`}`,
      };
}

/** The mismatches of several attempts as one; undefined if an attempt has none. */
function noneOf(tries: ReadonlyArray<Mismatch | undefined>, path: string): Mismatch | undefined {
  const found = tries.flatMap((mismatched) => mismatched ?? []);
  if (found.length < tries.length) {
    return undefined;
  }
  return found.length === 1
    ? found[0]
    : { path, problem: `nothing fits: ${found.map((one) => `${one.path}: ${one.problem}`).join('; ')}` };
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw refusal(path, value, 'must be a list with something in it');
  }
  return value;
}

/** The values of a field. EventBridge does not treat an object as a value. */
function leaves(value: unknown): unknown[] {
  return (value === undefined ? [] : [value].flat(Infinity)).filter((item) => !isFields(item));
}
