import { parse } from 'yaml';
import { digestOf, overlay, promoteProgram } from './promotion';

const VALUES = { newName: 'registry.example/my-app', digest: digestOf(5) };
const edit = (text: string, name = 'my-app') => promoteProgram.edit('k.yaml', text, name, VALUES);

test.each([
  ['plain', overlay()],
  ['quoted', overlay().replace(/(newName|digest): (\S+)/g, '$1: "$2"')],
  ['in single quotes, with comments', overlay().replace(/(newName|digest): (\S+)/g, "$1:   '$2'   # by the pipeline")],
  ['with CRLF', overlay().replace(/\n/g, '\r\n')],
  ['without a last line end', overlay().trimEnd()],
  ['as kustomize sorts it', 'images:\n- digest: sha256:0\n  name: my-app\n  newName: x\nresources: []\n'],
  ['among others', 'images:\n  - name: my-app-2\n    newName: a\n    digest: b\n  - name: "my-app" # ours\n\n    # the registry\n    newName: x\n    digest: y\n  - name: redis\n    newName: r\n    digest: s\n'],
  ['with bytes that are no UTF-8', Buffer.from(`# ${overlay()}`).toString('latin1').replace('#', '# \xff\xa0')],
])('%s: changes the two values and nothing else', (_, text) => {
  const changed = edit(text).text;
  const lines = (of: string) => of.split('\n');
  const different = lines(changed).filter((line, at) => line !== lines(text)[at]);
  expect(lines(changed)).toHaveLength(lines(text).length);
  expect(different).toHaveLength(2);
  expect(parse(changed).images.find(({ name }: { name: string }) => name === 'my-app')).toMatchObject(VALUES);
  // Back again is what it was.
  const { newName, digest } = parse(text).images.find(({ name }: { name: string }) => name === 'my-app');
  expect(promoteProgram.edit('k.yaml', changed, 'my-app', { newName, digest }).text).toBe(text);
});

test('gives back the digest that was there', () => {
  expect(edit(overlay(digestOf(3))).was).toBe(digestOf(3));
});

test.each([
  ['no images', 'kind: Kustomization\n', 'k.yaml must have one entry "name: my-app" in "images", and has none.'],
  ['another name', overlay().replace(/my-app/g, 'your-app'), 'k.yaml must have one entry "name: my-app" in "images", and has none.'],
  ['the name in another list only', overlay().replace('images:', 'others:'), 'k.yaml must have one entry "name: my-app" in "images", and has none.'],
  ['two entries', `${overlay()}  - name: my-app\n    newName: x\n    digest: y\n`, 'k.yaml must have one entry "name: my-app" in "images", and has more.'],
  ['no digest', overlay().replace(/^ +digest.*\n/m, ''), 'k.yaml must have one line "digest: ..." for my-app in "images", and has 0.'],
  ['a commented digest', overlay().replace('digest: sha', '# digest: sha'), 'k.yaml must have one line "digest: ..." for my-app in "images", and has 0.'],
  ['no newName', overlay().replace(/^ +newName.*\n/m, ''), 'k.yaml must have one line "newName: ..." for my-app in "images", and has 0.'],
  ['two digests', `${overlay()}    digest: x\n`, 'k.yaml must have one line "digest: ..." for my-app in "images", and has 2.'],
  ['entries in one line', 'images: [{ name: my-app, newName: x, digest: y }]\n', 'k.yaml must have one entry "name: my-app" in "images", and has none.'],
])('%s: is refused', (_, text, message) => {
  expect(() => edit(text)).toThrow(message);
});
