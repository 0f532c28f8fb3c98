import type { CollectionTag, ScalarTag, YAMLMap, YAMLSeq } from 'yaml';

const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'If', 'ImportValue', 'Join', 'Not', 'Or',
  'Select', 'Split', 'Sub', 'Transform',
];

/** YAML tags for CloudFormation's short form of functions: `!Sub x` becomes `{ "Fn::Sub": "x" }`. */
export const CLOUDFORMATION_TAGS: ReadonlyArray<ScalarTag | CollectionTag> =
  [...FUNCTIONS.map((name) => [`!${name}`, `Fn::${name}`]), ['!Ref', 'Ref'], ['!Condition', 'Condition']].flatMap(([tag, name]) => [
    { tag, resolve: (text: string) => ({ [name]: text }) },
    { tag, collection: 'seq' as const, resolve: (list: YAMLSeq | YAMLMap) => callOf(name, list) },
    { tag, collection: 'map' as const, resolve: (map: YAMLSeq | YAMLMap) => callOf(name, map) },
  ]);

/** A tag whose node stays a YAML collection, so that the tags inside it are resolved, too. */
function callOf(name: string, items: YAMLSeq | YAMLMap): YAMLSeq | YAMLMap {
  const read = items.toJSON.bind(items);
  items.toJSON = (...args: Parameters<typeof read>) => ({ [name]: read(...args) });
  return items;
}
