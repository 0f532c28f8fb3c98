import * as fc from 'fast-check';
import { withFields } from '../../src/pair-sync/json-text';

test.each([
  [
    'a value in the middle',
    '{\n  "a": 1,\n  "port": 8080,\n  "z": 3\n}\n',
    { port: 9090 },
    '{\n  "a": 1,\n  "port": 9090,\n  "z": 3\n}\n',
  ],
  ['a value between spaces', '{ "port"  :  8080 , "z":3 }', { port: 9090 }, '{ "port"  :  9090 , "z":3 }'],
  [
    'a value with tabs and Windows line endings',
    '{\r\n\t"list": ["a"]\r\n}',
    { list: ['a', 'b'] },
    '{\r\n\t"list": [\r\n\t\t"a",\r\n\t\t"b"\r\n\t]\r\n}',
  ],
  [
    'a missing field',
    '{\n  "a": 1\n}\n',
    { notify: 'a@example.com' },
    '{\n  "a": 1,\n  "notify": "a@example.com"\n}\n',
  ],
  ['a field in an object without any', '{}', { port: 1 }, '{"port": 1}'],
  [
    'a field with the name of a nested one',
    '{\n  "own": { "port": 1 },\n  "port": 2\n}',
    { port: 3 },
    '{\n  "own": { "port": 1 },\n  "port": 3\n}',
  ],
  ['the last of two fields', '{"port": 1, "port": 2}', { port: 3 }, '{"port": 1, "port": 3}'],
  ['a string with braces and quotes', '{"a": "}\\"{", "port": 1}', { port: 2 }, '{"a": "}\\"{", "port": 2}'],
])('sets %s', (_, text, fields, expected) => {
  expect(withFields(text, fields)).toBe(expected);
});

test('sets any fields of any object, keeps all other fields, and changes nothing if the values are equal', () => {
  const values = fc.jsonValue({ maxDepth: 2 });
  const names = fc.stringMatching(/^[a-z]{1,3}$/);
  fc.assert(
    fc.property(
      fc.dictionary(names, values),
      fc.dictionary(names, values),
      fc.constantFrom(undefined, 2, '\t'),
      (before, fields, indent) => {
        const text = JSON.stringify(before, undefined, indent);
        expect(JSON.parse(withFields(text, fields))).toEqual(JSON.parse(JSON.stringify({ ...before, ...fields })));
        if (indent !== undefined) {
          expect(withFields(text, JSON.parse(text))).toBe(text);
        }
      },
    ),
    { numRuns: 500 },
  );
});
