import { type JsonList, type JsonNode, type JsonObject, compactJson, equalJson } from './json-text';
import { mergeLines } from './text';
import { mergeRange } from './version-range';

/** The merged value; undefined if the merge removes it. */
export type JsonValue = JsonNode | NewObject | NewList | undefined;

/** An object with members of both sides. */
export interface NewObject {
  readonly kind: 'new object';
  readonly members: ReadonlyMap<string, JsonNode | NewObject | NewList>;
}

export interface NewList {
  readonly kind: 'new list';
  readonly items: readonly JsonNode[];
}

/** Fields of a package.json with version ranges. */
const RANGES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'engines'];

/** The merged value, and the conflicting fields, such as `scripts.test`. */
export interface MergedJson {
  readonly value: JsonValue;
  readonly conflicts: readonly string[];
}

/** Merges the changes of two sides to a JSON text, member by member. `isPackage` is true for a package.json. */
export function mergeJson(
  base: JsonNode | undefined,
  ours: JsonNode,
  theirs: JsonNode,
  isPackage: boolean,
): MergedJson {
  const conflicts: string[] = [];
  const merge = (
    one: JsonNode | undefined,
    mine: JsonNode | undefined,
    yours: JsonNode | undefined,
    path: readonly string[],
  ): JsonValue => {
    if (isPackage && path.length === 2 && RANGES.includes(path[0]) && [one, mine, yours].every(isText)) {
      return merged(mergeRange(...([one, mine, yours].map(textOf) as [string?, string?, string?])), mine, yours);
    }
    if (equalJson(mine, yours) || equalJson(yours, one)) {
      return mine;
    }
    if (equalJson(mine, one) && !(isPackage && path.length < 2)) {
      return yours;
    }
    if (mine?.kind === 'object' && yours?.kind === 'object' && (one === undefined || one.kind === 'object')) {
      return mergeMembers(one, mine, yours, (key, ...values) => merge(...values, [...path, key]));
    }
    if (mine?.kind === 'list' && yours?.kind === 'list' && (one === undefined || one.kind === 'list')) {
      const list = mergeItems(one, mine, yours);
      if (list) {
        return list;
      }
    }
    if (equalJson(mine, one)) {
      return yours;
    }
    conflicts.push(path.join('.'));
    return mine;
  };
  return { value: merge(base, ours, theirs, []), conflicts };
}

type MergeMember = (
  key: string,
  ...values: [JsonNode | undefined, JsonNode | undefined, JsonNode | undefined]
) => JsonValue;

function mergeMembers(
  base: JsonObject | undefined,
  ours: JsonObject,
  theirs: JsonObject,
  merge: MergeMember,
): NewObject {
  const keys = placeKeys([...ours.members.keys()], [...theirs.members.keys()]);
  const members = keys.flatMap((key) => {
    const value = merge(key, base?.members.get(key), ours.members.get(key), theirs.members.get(key));
    return value === undefined ? [] : [[key, value] as const];
  });
  return { kind: 'new object', members: new Map(members) };
}

/**
 * The user's keys in their order. A new key goes to its alphabetical position if the keys are sorted, and after its
 * neighbour in the other side otherwise.
 */
function placeKeys(ours: readonly string[], theirs: readonly string[]): string[] {
  const keys = [...ours];
  const isSorted = [ours, theirs].every((list) => list.every((key, index) => index === 0 || list[index - 1] < key));
  theirs.forEach((key, index) => {
    if (!keys.includes(key)) {
      const later = keys.findIndex((other) => other > key);
      const before = index === 0 ? 0 : keys.indexOf(theirs[index - 1]) + 1;
      keys.splice(!isSorted ? before : later === -1 ? keys.length : later, 0, key);
    }
  });
  return keys;
}

/** Merges items like lines. If they conflict, merges a list of scalars as a set. */
function mergeItems(base: JsonList | undefined, ours: JsonList, theirs: JsonList): NewList | undefined {
  const [before, mine, yours] = [base?.items ?? [], ours.items, theirs.items].map((items) => items.map(compactJson));
  const nodes = new Map([...theirs.items, ...ours.items].map((item) => [compactJson(item), item]));
  const { merged: items } = mergeLines(before, mine, yours);
  const isSet = [...ours.items, ...theirs.items].every(({ kind }) => kind === 'scalar');
  const united = isSet ? unite(before, mine, yours) : undefined;
  return (
    (items ?? united) && { kind: 'new list', items: (items ?? united ?? []).map((item) => nodes.get(item) as JsonNode) }
  );
}

function unite(before: readonly string[], mine: readonly string[], yours: readonly string[]): string[] {
  const stay = mine.filter((item) => !before.includes(item) || yours.includes(item));
  return [...stay, ...yours.filter((item) => !before.includes(item) && !mine.includes(item))];
}

function isText(node: JsonNode | undefined): boolean {
  return node === undefined || node.text.startsWith('"');
}

function textOf(node: JsonNode | undefined): string | undefined {
  return node && JSON.parse(node.text);
}

function merged(range: string | undefined, mine: JsonNode | undefined, yours: JsonNode | undefined): JsonValue {
  if (range === undefined) {
    return undefined;
  }
  return (
    [mine, yours].find((node) => node && textOf(node) === range) ?? { kind: 'scalar', text: JSON.stringify(range) }
  );
}
