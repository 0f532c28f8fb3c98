import type { CollectionTag, ScalarTag, YAMLMap, YAMLSeq } from 'yaml';

const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'If', 'ImportValue', 'Join', 'Not', 'Or',
  'Select', 'Split', 'Sub', 'Transform',
];

/** CloudFormation's short tags, read as the functions that they stand for: `!Sub x` as `{ "Fn::Sub": "x" }`. */
export const CLOUDFORMATION_TAGS: ReadonlyArray<ScalarTag | CollectionTag> = [
  ...FUNCTIONS.map((name) => [`!${name}`, `Fn::${name}`]),
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
].flatMap(([tag, name]) => [
  { tag, resolve: (text: string) => ({ [name]: text }) },
  { tag, collection: 'seq' as const, resolve: (list: YAMLSeq | YAMLMap) => callOf(name, list) },
  { tag, collection: 'map' as const, resolve: (map: YAMLSeq | YAMLMap) => callOf(name, map) },
]);

/** A node of this kind stays a collection of the document, so that calls inside of it are read as well. */
function callOf(name: string, items: YAMLSeq | YAMLMap): YAMLSeq | YAMLMap {
  const read = items.toJSON.bind(items);
  items.toJSON = (...args: Parameters<typeof read>) => ({ [name]: read(...args) });
  return items;
}
