import { parse } from 'yaml';
import { digestOf, overlay, promoteProgram } from './promotion';

const VALUES = { newName: 'registry.example/my-app', digest: digestOf(5) };
const edit = (text: string, name = 'my-app') => promoteProgram.edit('k.yaml', text, name, VALUES);
const latin1 = (text: string) => Buffer.from(text).toString('latin1');
/** An overlay with more entries after the application's. */
const beside = (...entries: readonly string[]) => overlay() + entries.map((entry) => `  - ${entry}\n`).join('');
/** An overlay with sections before `images`. */
const after = (sections: string) => overlay().replace('replicas:', `${sections}replicas:`);

test.each([
  ['plain', overlay()],
  ['quoted', overlay().replace(/(newName|digest): (\S+)/g, '$1: "$2"')],
  ['in single quotes, with comments', overlay().replace(/(newName|digest): (\S+)/g, "$1:   '$2'   # by the pipeline")],
  ['with CRLF', overlay().replace(/\n/g, '\r\n')],
  ['without a last line end', overlay().trimEnd()],
  ['after a document marker', `# Ours\n---\n${overlay()}`],
  ["in kustomize's order", 'images:\n- digest: sha256:0\n  name: my-app\n  newName: x\nresources: []\n'],
  [
    'among other images',
    'images:\n  - name: my-app-2\n    newName: a\n    digest: b\n  - name: "my-app" # ours\n\n    # the registry\n    newName: x\n    digest: y\n  - name: redis\n    newName: r\n    digest: s\n',
  ],
  [
    'beside a tag and a suffix of other images',
    beside('name: redis\n    newTag: "7.4"', 'tagSuffix: -x\n    name: mirror.example:5000/my-app'),
  ],
  ['with invalid UTF-8', Buffer.from(`# ${overlay()}`).toString('latin1').replace('#', '# \xff\xa0')],
  ['after a multi-line JSON patch', after('patches:\n- patch: |-\n    [{"op": "add",\n      "path": "/a b"}]\n')],
  [
    'after quotes, brackets and an apostrophe in a comment',
    after('labels: [{ pairs: { "a": \'b\' } }] # it\'s ours\nnamePrefix: "a-"\n'),
  ],
  ['after an apostrophe', after("commonAnnotations:\n  note: it is 5 o'clock\n")],
  ['before flow style, anchors and escapes', `${overlay()}labels: [\n  { pairs: &a { "b": "\\"" } }]\n`],
])('%s: changes the two values and nothing else', (_, text) => {
  const changed = edit(text).text;
  const lines = (of: string) => of.split('\n');
  const different = lines(changed).filter((line, at) => line !== lines(text)[at]);
  expect(lines(changed)).toHaveLength(lines(text).length);
  expect(different).toHaveLength(2);
  expect(parse(changed).images.find(({ name }: { name: string }) => name === 'my-app')).toMatchObject(VALUES);
  // The reverse edit restores the original.
  const { newName, digest } = parse(text).images.find(({ name }: { name: string }) => name === 'my-app');
  expect(promoteProgram.edit('k.yaml', changed, 'my-app', { newName, digest }).text).toBe(text);
});

test('returns the previous newName and digest', () => {
  expect(edit(overlay(digestOf(3), 'x'))).toMatchObject({ newName: 'x', digest: digestOf(3) });
  expect(promoteProgram.edit('k.yaml', overlay(), 'my-app').text).toBe(overlay());
});

const NONE = 'k.yaml must have one entry "name: my-app" in "images", and has none.';
const INCOMPLETE = 'k.yaml, line 11: my-app must have newName and "digest: sha256:...", and no tag.';

test.each([
  ['no images', 'kind: Kustomization\n', NONE],
  ['another name', overlay().replace(/my-app/g, 'your-app'), NONE],
  ['the name only in another list', overlay().replace('images:', 'others:'), NONE],
  [
    'two entries', `${overlay()}  - name: my-app\n    newName: x\n    digest: y\n`,
    'k.yaml must have one entry "name: my-app" in "images", and has more.',
  ],
  [
    'no digest', overlay().replace(/^ +digest.*\n/m, '    # digest\n'),
    'k.yaml, line 10: my-app must have newName and "digest: sha256:...", and no tag.',
  ],
  ['no newName', overlay().replace(/^ +newName.*\n/m, '    # newName\n'), INCOMPLETE],
  ['a tag', overlay().replace(/^( +)newName.*\n/m, '$1newTag: x\n'), INCOMPLETE],
  [
    'a tag beside the digest', `${overlay()}    newTag: x\n`,
    'k.yaml, line 12: my-app must have newName and "digest: sha256:...", and no tag.',
  ],
  [
    'a suffix beside the digest', `${overlay()}    tagSuffix: x\n`,
    'k.yaml, line 12: my-app must have newName and "digest: sha256:...", and no tag.',
  ],
])('refuses %s and names the required fields', (_, text, message) => {
  expect(() => edit(text)).toThrow(message);
});

test.each([
  ['two digests', `${overlay()}    digest: x\n`, 12, '    digest: x'],
  ['a digest in another case', `${overlay()}    Digest: x\n`, 12, '    Digest: x'],
  ['an unknown field', `${overlay()}    registry: x\n`, 12, '    registry: x'],
  ['an empty digest', overlay(''), 11, '    digest:'],
  ['a null', overlay('null'), 11, '    digest: null'],
  ['an escape', overlay('"sha256:\\x30"'), 11, '    digest: "sha256:\\x30"'],
  ['an anchor', overlay(`&a ${digestOf(1)}`), 11, `    digest: &a ${digestOf(1)}`],
  ['an alias', overlay('*a'), 11, '    digest: *a'],
  ['a YAML tag', overlay(`!!str ${digestOf(1)}`), 11, `    digest: !!str ${digestOf(1)}`],
  ['a block scalar', overlay('>-\n      x'), 11, '    digest: >-'],
  ['a value on two lines', overlay('x\n      y'), 12, '      y'],
  ['a tab', overlay(`\t${digestOf(1)}`), 11, `    digest: \t${digestOf(1)}`],
  ['a merge key', `${overlay()}    <<: *a\n`, 12, '    <<: *a'],
  ['another indentation of a field', `${overlay()}     newTag: x\n`, 12, '     newTag: x'],
  ['another indentation of an entry', beside(' name: redis').replace('  -  name', '   - name'), 12, '   - name: redis'],
  [
    'a flow-style list', 'images: [{ name: my-app, newName: x, digest: y }]\n', 1,
    'images: [{ name: my-app, newName: x, digest: y }]',
  ],
  [
    'a flow-style entry', 'images:\n- { name: my-app, newName: x, digest: y }\n', 2,
    '- { name: my-app, newName: x, digest: y }',
  ],
  ['an anchor of the list', overlay().replace('images:', 'images: &a'), 8, 'images: &a'],
  ['a second list', `${overlay()}images: []\n`, 12, 'images: []'],
  ['a second list in another case, which Go reads as the same', `${overlay()}Images: []\n`, 12, 'Images: []'],
  ['a second list under its deprecated name', `${overlay()}imageTags: []\n`, 12, 'imageTags: []'],
  ['a second list, in quotes', `${overlay()}"images": []\n`, 12, '"images": []'],
  ['a merge key of the file', `${overlay()}<<: { images: [] }\n`, 12, '<<: { images: [] }'],
  ['a second document', `namespace: x\n---\n${overlay()}`, 2, '---'],
  ['a document after it', `${overlay()}---\n`, 12, '---'],
  [
    'lone carriage returns', overlay().replace('  - name: my-app\n    newName', '  - name: my-app\r    newName'), 9,
    null,
  ],
  [
    'a line separator, which begins a line in YAML', latin1(overlay().replace('"no image yet".', '\u2028images: []')),
    7, null,
  ],
  ['a next-line character, which begins a line in YAML', latin1(`# \u0085images: []\n${overlay()}`), 1, null],
])('refuses %s with its line', (_, text, line, words) => {
  const message =
    words === null
      ? `k.yaml, line ${line}: "`
      : `k.yaml, line ${line}: ${JSON.stringify(words)} is not supported: write one "key: value" a line.`;
  expect(() => edit(text)).toThrow(message);
});

test.each([
  ['double quotes', 'namePrefix: "a\n', 'namePrefix: "a'],
  ['single quotes', "commonAnnotations:\n  a: 'b\n", "  a: 'b"],
  ['quotes after an apostrophe', "commonAnnotations:\n  don't: 'b\n", "  don't: 'b"],
])('refuses a list of images possibly inside %s, with the line where they begin', (_, section, line) => {
  expect(() => edit(after(section))).toThrow(
    `${JSON.stringify(line)} could leave a quote open: move it below "images".`,
  );
});

test.each([
  ['the name as a pattern', 'name: my.app'],
  ['the name with a tag', 'name: my-app:latest'],
  ['the name with a digest', `name: my-app@${digestOf(1)}`],
  ['the new name', 'name: registry.example/my-app'],
  ['the new name with its digest', `name: registry.example/my-app@${digestOf(5)}`],
  ['the new name as a pattern', 'name: registry.example.my-app'],
])('refuses another entry that matches %s, because kustomize applies both', (_, entry) => {
  expect(() => edit(beside(`${entry}\n    newTag: x`))).toThrow(/^k\.yaml, line 13: ".*" changes the same image\.$/);
});

test("refuses another entry that renames its image to the application's, because kustomize applies both", () => {
  expect(() => edit(beside('name: redis\n    newName: my-app'))).toThrow(
    'k.yaml, line 13: "redis" changes the same image.',
  );
});

test.each(['my-app-2', 'my', 'registry.example/my', 'my-app/sidecar', 'other.example/my-app'])(
  'leaves another image, %s, unchanged',
  (name) => {
    expect(edit(beside(`name: ${name}\n    newTag: x`)).text).toContain(`  - name: ${name}\n    newTag: x\n`);
  },
);

test('handles a line with many quotes without delay', () => {
  const started = Date.now();
  expect(() => edit(`note: ${'a"b"'.repeat(2000)} "\n${overlay()}`)).toThrow('could leave a quote open');
  expect(Date.now() - started).toBeLessThan(2000);
});
