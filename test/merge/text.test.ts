import { mergeText } from '../../src/merge/text';

const lines = (...texts: string[]) => texts.map((text) => `${text}\n`).join('');
const BASE = lines('one', 'two', 'three', 'four', 'five');

test.each<[string, string, string, string]>([
  ['takes what only one side changed', lines('one', '2', 'three', 'four', 'five'), BASE, lines('one', '2', 'three', 'four', 'five')],
  ['takes both where a line lies between them', lines('1', 'two', 'three', 'four', 'five'), lines('one', 'two', '3', 'four', 'five'), lines('1', 'two', '3', 'four', 'five')],
  ['takes a change that both sides made once', lines('one', 'x', 'three', 'four', 'five'), lines('one', 'x', 'three', 'four', 'five'), lines('one', 'x', 'three', 'four', 'five')],
  ['keeps an added final line without a line end', `${BASE}six`, lines('1', 'two', 'three', 'four', 'five'), `${lines('1', 'two', 'three', 'four', 'five')}six`],
  ['deletes what one side deleted', lines('one', 'two', 'three'), lines('1', 'two', 'three', 'four', 'five'), lines('1', 'two', 'three')],
])('%s', (_, ours, theirs, merged) => {
  expect(mergeText(BASE, ours, theirs)).toEqual({ merged });
});

test.each<[string, string, string]>([
  ['both sides change a line', lines('one', 'mine', 'three', 'four', 'five'), lines('one', 'yours', 'three', 'four', 'five')],
  ['both sides change lines that touch', lines('one', 'mine', 'three', 'four', 'five'), lines('one', 'two', 'yours', 'four', 'five')],
  ['both sides add different lines in one place', lines('one', 'mine', 'two', 'three', 'four', 'five'), lines('one', 'yours', 'two', 'three', 'four', 'five')],
  ['one side removes the final line end and the other one appends', BASE.trimEnd(), `${BASE}six\n`],
])('a conflict: %s', (_, ours, theirs) => {
  expect(mergeText(BASE, ours, theirs).conflicts).toHaveLength(1);
});

test('a conflict names the lines of all three versions, and where the user\'s file has them', () => {
  const { conflicts } = mergeText(BASE, lines('zero', 'one', 'two', 'mine', 'four', 'five'), lines('one', 'two', 'yours', 'four', 'five'));
  expect(conflicts).toEqual([{ line: 4, base: ['three\n'], ours: ['mine\n'], theirs: ['yours\n'] }]);
});
