import { parse } from 'yaml';
import { type ObjectAt, setAt } from './object';
import { type Fields, at, isFields, listAt, matches, textAt } from '../fields';

/**
 * Applies the inline JSON patches of a Kustomization. Changes the objects. Returns whether it has only such patches.
 * Source: the Kustomize reference, "patches".
 */
export function applyPatches(value: Fields, objects: readonly ObjectAt[]): boolean {
  return listAt(value, 'patches').map((entry) => applyPatch(entry, objects)).every(Boolean);
}

function applyPatch(entry: Fields, objects: readonly ObjectAt[]): boolean {
  const operations = operationsIn(textAt(entry, 'patch'));
  if (operations === undefined) {
    return false;
  }
  const targets = objects.filter(({ kind, name }) =>
    isTarget(at(entry, 'target', 'kind'), kind) && isTarget(at(entry, 'target', 'name'), name));
  targets.forEach((object) => operations.forEach((operation) => apply(object.value, operation)));
  return true;
}

/** The operations of a JSON patch; undefined for a patch of another kind. */
function operationsIn(text: string | undefined): Fields[] | undefined {
  let list: unknown;
  try {
    list = text === undefined ? undefined : parse(text);
  } catch {
    return undefined;
  }
  return Array.isArray(list) && list.every((one) => isFields(one) && /^(add|replace|remove)$/.test(String(one.op)))
    ? list
    : undefined;
}

function isTarget(pattern: unknown, value: string): boolean {
  return pattern === undefined || matches(String(pattern), value);
}

function apply(object: Fields, { op, path, value }: Fields): void {
  const parts = String(path).split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  if (op !== 'remove') {
    setAt(object, parts, value);
    return;
  }
  const parent = at(object, ...parts.slice(0, -1));
  if (isFields(parent)) {
    delete (parent as Record<string, unknown>)[parts.at(-1) ?? ''];
  }
}
