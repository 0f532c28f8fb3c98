import { abilitiesOf, cut, shown, wrap } from '../src/screen';

test.each<[NodeJS.ProcessEnv, object]>([
  [{}, { colour: true, unicode: true, animation: true, cursor: true }],
  [{ NO_COLOR: '1' }, { colour: false, unicode: true, animation: false, cursor: true }],
  [{ TERM: 'dumb' }, { colour: true, unicode: true, animation: false, cursor: false }],
  [{ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, { colour: true, unicode: false, animation: true, cursor: true }],
  [{ LANG: 'de_DE.utf8' }, { colour: true, unicode: true, animation: true, cursor: true }],
])('detects the abilities of a terminal from %j', (env, abilities) => {
  expect(abilitiesOf(env)).toEqual(abilities);
});

test('keeps the width of every line in ASCII', () => {
  const text = '◆  São Paulo█ │ ↑/↓ • é…';
  const plain = shown(text, abilitiesOf({ LC_ALL: 'C' }));
  expect(plain).toBe('*  Sao Paulo_ | ^/v - e.');
  expect(plain).toHaveLength(text.length);
});

test('wraps at spaces and keeps longer words whole', () => {
  expect(wrap('  one two three', 9)).toEqual(['  one two', '    three']);
  expect(wrap('/a/long/path b', 5)).toEqual(['/a/long/path', '  b']);
});

test('cuts a line to a width', () => {
  expect([cut('short', 5), cut('longer', 5)]).toEqual(['short', 'long…']);
});
