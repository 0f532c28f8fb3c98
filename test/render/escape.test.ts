import { parse } from 'yaml';
import { type Language, commentFor, escapeFor, languageOf } from '../../src/render/escape';

test.each<[string, Language]>([
  ['k8s/base/service.yaml', 'yaml'],
  ['a.yml', 'yaml'],
  ['package.json', 'json'],
  ['server.js', 'javascript'],
  ['a.mjs', 'javascript'],
  ['scripts/a.sh', 'shell'],
  ['Dockerfile', 'dockerfile'],
  ['infra/main.tf', 'hcl'],
  ['answers.auto.tfvars', 'hcl'],
  ['pipeline.tftest.hcl', 'hcl'],
  ['README.md', 'markdown'],
  ['.gitignore', 'text'],
  ['.dockerignore', 'text'],
])('%s is %s', (path, language) => {
  expect(languageOf(path)).toBe(language);
});

test('a file of a language that the table lacks is refused by name', () => {
  expect(() => languageOf('infra/main.bicep')).toThrow('infra/main.bicep: no language has files named .bicep. Add the name to the table of languages');
  expect(() => languageOf('app/Makefile')).toThrow('app/Makefile: no language has files named Makefile');
});

describe('YAML', () => {
  const write = escapeFor('yaml');

  test.each([
    'no', 'On', 'y', 'NULL', 'true', '~', '1_000', '12:30:00', '0x1f', '012', '1.36', '1e3', '.5', '-', '=', '<<',
    '2026-01-01', '', ' a', 'a: b', 'a #b', '"', "'", 'a\nb', '{{x}}', '[a]', '*a', '&a', '!a', '%a', '@a', '`a`', 'é',
    '\u202e', '\u2028', '\u0085', '\ufeff', '\u0000', '😀',
  ])('%j reads back under both versions', (text) => {
    const document = `key: ${write(text)}\n`;
    expect(parse(document, { version: '1.1' })).toEqual({ key: text });
    expect(parse(document, { version: '1.2' })).toEqual({ key: text });
  });

  test('quotes only where needed', () => {
    for (const text of [
      'my-app', 'us-east-1', 'arn:aws:iam::aws:policy/x', 'node:24-alpine3.24', 'https://git.example/v1/repos/x',
      '/healthz', 'k8s/overlays/production',
    ]) {
      expect(write(text)).toBe(text);
    }
  });

  test('numbers, booleans and lists', () => {
    expect([write(3), write(true), write(['a', '1']), write([])]).toEqual(['3', 'true', '[a, "1"]', '[]']);
  });
});

test('shell words', () => {
  const write = escapeFor('shell');
  expect(write('my-app')).toBe('my-app');
  expect(write('$(id) `x` "y" \'z\'')).toBe('\'$(id) `x` "y" \'\\\'\'z\'\\\'\'\'');
  expect(write('')).toBe('\'\'');
});

test('JavaScript and JSON literals', () => {
  expect(escapeFor('javascript')('it\'s "so"\n')).toBe('\'it\\\'s "so"\\n\'');
  expect(escapeFor('javascript')(8080)).toBe('8080');
  expect(escapeFor('json')('a"b')).toBe('"a\\"b"');
});

test('HCL values', () => {
  const write = escapeFor('hcl');
  expect(write('my-app')).toBe('"my-app"');
  expect(write('"${x}" %{y}\b')).toBe('"\\"$${x}\\" %%{y}\\u0008"');
  expect([write(3), write(true), write(['a', 'b'])]).toEqual(['3', 'true', '["a", "b"]']);
});

test('HTML and Markdown text', () => {
  expect(escapeFor('html')('<a href="x">&\'')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;');
  expect(escapeFor('markdown')('a<b')).toBe('a&lt;b');
});

test.each<[Language, string]>([['dockerfile', 'a b'], ['dockerfile', 'a\nb'], ['dockerfile', '$x'], ['text', 'a\nb'], ['markdown', '`'], ['markdown', 'a\nb']])('%s refuses %j', (language, text) => {
  expect(() => escapeFor(language)(text)).toThrow('cannot represent it');
});

test('comments', () => {
  expect(commentFor('yaml', 'x')).toBe('# x');
  expect(commentFor('javascript', 'x')).toBe('// x');
  expect(commentFor('markdown', 'x')).toBe('<!-- x -->');
  expect(commentFor('json', 'x')).toBeUndefined();
});
