import { differences } from './difference';

const file = (content: string, executable = false) => ({ content, executable });

test('equal files have no difference', () => {
  expect(differences({ a: file('1\n') }, { a: file('1\n') })).toEqual([]);
});

test('shows a changed line between the lines around it', () => {
  expect(
    differences({ 'app/a.sh': file('1\n2\n3\n4\n5\n6\n') }, { 'app/a.sh': file('1\n2\n3\nfour\n5\n6\n') }),
  ).toEqual(['app/a.sh, line 4:\n    2\n    3\n  - 4\n  + four\n    5\n    6']);
});

test('shows an added line as added, and a removed one as removed', () => {
  expect(differences({ a: file('1\n2\n') }, { a: file('1\nnew\n2\n') })).toEqual([
    'a, line 2:\n    1\n  + new\n    2\n    ',
  ]);
  expect(differences({ a: file('1\nold\n2\n') }, { a: file('1\n2\n') })).toEqual([
    'a, line 2:\n    1\n  - old\n    2\n    ',
  ]);
});

test('shows the first lines of a long change', () => {
  expect(differences({ a: file('') }, { a: file('1\n2\n3\n4\n5\n') })).toEqual([
    'a, line 1:\n  + 1\n  + 2\n  + 3\n  + (2 more lines)\n    ',
  ]);
});

test('names files that are added, removed or change permission', () => {
  expect(differences({ old: file(''), run: file('') }, { new: file(''), run: file('', true) })).toEqual([
    'new is rendered, but is not in the golden pair',
    'old is in the golden pair, but is no longer rendered',
    'run is executable now',
  ]);
});

test('shows lock records after the files', () => {
  const paths = [
    'app/.gitops-eks/lock.json', 'app/.projen/tasks.json', 'app/server.js', 'config/.gitops-eks/lock.json',
    'config/README.md',
  ];
  const all = (content: string) => Object.fromEntries(paths.map((path) => [path, file(content)]));
  expect(differences(all('1'), all('2')).map((text) => text.replace(/,[^]*/, ''))).toEqual([
    'app/server.js', 'config/README.md', 'app/.gitops-eks/lock.json', 'app/.projen/tasks.json',
    'config/.gitops-eks/lock.json',
  ]);
});
