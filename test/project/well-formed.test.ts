import { parseAllDocuments } from 'yaml';
import { breaksYaml } from '../../src/project/well-formed';

const ENTRIES = 'a: 1\nlist:\n  - name: x\n    value: "y"\n';
const broken = (versions: readonly string[], merged: string) => breaksYaml('x.yaml', versions, merged);

test('comments and empty lines between entries break nothing', () => {
  expect(broken([ENTRIES], ENTRIES.replace('list:', '# A list.\n\nlist:\n   # Mine.'))).toBe(false);
});

test.each([
  ['a block scalar', 'a: |\n  one\n  two\n', 'a: |\n  one\n# Mine.\n  two\n'],
  ['a block scalar with an indicator', 'a: >-2 # Text.\n  one\n  two\n', 'a: >-2 # Text.\n  one\n# Mine.\n  two\n'],
  ['a string of two lines', 'a: one\n  two\n', 'a: one\n  # Mine.\n  two\n'],
  ['a quoted string of two lines', 'a: "one\n  two: 1"\n', 'a: "one\n# Mine.\n  two: 1"\n'],
])('a comment inside %s is left to the parser', (_, version, merged) => {
  // The first and the last of these comments are text, the others end the string.
  const isMalformed = [...parseAllDocuments(merged)].some(({ errors }) => errors.length > 0);
  expect(broken([version], merged)).toBe(isMalformed);
});

test('a comment that ends a string in the middle is found', () => {
  expect(broken(['a: one\n  two\n'], 'a: one\n  # Mine.\n  two\n')).toBe(true);
});

test('other entries than those of each version are left to the parser', () => {
  expect(broken([ENTRIES, 'a: 1\n'], `${ENTRIES}a: 2\n`)).toBe(true);
});
