// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// The tasks and the pipeline read and change the application's image with this program. It requires no packages.
//   overlay.mjs NAME FILE                    reads FILE's text from standard input, prints the image (newName@digest)
//   overlay.mjs NAME FILE NEWNAME DIGEST     writes both into FILE
import { readFileSync, writeFileSync } from 'node:fs';

const fail = (...words) => { throw new Error(words.join(' ')); };
const quote = (text) => JSON.stringify(String(text).slice(0, 100));
// One field of an entry of "images": prefix of the value, indentation, dash, key, quote, value.
const FIELD = /^(( *)(- +)?(name|newName|newTag|tagSuffix|digest): +(["']?))(?!null(?: |$))([\w.:/@-]+)\5(?: +#.*)?$/;
// Returns whether a line closes all quotes and no quoted string ends where another one could begin. Works in steps: a
// single regular expression with a choice at each quote would take exponential time.
const STEPS = [/[^"']|\b["']/y, /(["'])(?:[^"'\\]*[^"'\\:,[{ ])?\1/y];
const isClosed = (line) => {
  const ends = new Set([0]);
  for (const at of ends) for (const step of STEPS) if ((step.lastIndex = at, step.test(line))) ends.add(step.lastIndex);
  return [...ends].some((at) => /^( #.*)?$/.test(line.slice(at)));
};
// Kustomize treats a name as a regular expression and allows a tag and a digest after it.
const fits = (name, image) => RegExp('^' + name + '([:@]|$)').test(image + name.slice(image.length).replace(/^[^:@.].*/, ''));

// Returns an image of a Kustomization, and the text with its new values and no other change. Rejects text that
// kustomize could read differently.
export function edit(file, text, name, values = {}) {
  const lines = text.split('\n');
  const entries = [];
  const no = (at, ...words) => fail(file + ', line ' + (at + 1) + ':', ...words);
  let [place, indent] = ['start'];
  lines.forEach((raw, at) => {
    const line = raw.replace(/ *\r?$/, '');
    const refuse = (why = 'is not supported: write one "key: value" a line.') => no(at, quote(line), why);
    // YAML 1.1 also ends a line at a carriage return, a next-line character, a line separator and a paragraph separator.
    if (/\r|\xc2\x85|\xe2\x80[\xa8\xa9]/.test(line)) refuse();
    if (/^ *(#|$)/.test(line) || (line === '---' && place === 'start')) return;
    const isFirst = ['start', 'before'].includes(place);
    if (isFirst && /^images:( +#.*)?$/.test(line)) return place = 'images';
    if (place !== 'images' || /^\w/.test(line)) {
      place = isFirst ? 'before' : 'after';
      if (!/^((?!image)\w+:( |$)| |- )/i.test(line)) refuse();
      if (isFirst && !isClosed(line)) refuse('could leave a quote open: move it below "images".');
      return;
    }
    const [, head, spaces, dash, key, , value] = FIELD.exec(line) ?? refuse();
    if (dash) entries.push({ pad: spaces + dash.replace('-', ' '), put: {} });
    const entry = entries.at(-1);
    // All entries begin in one column, and all fields of an entry in another.
    if ((dash ? indent ??= spaces : entry?.pad) !== spaces || key in entry) refuse();
    entry[key] = value;
    entry.at = at;
    entry.put[key] = (other) => { lines[at] = head + other + raw.slice((head + value).length); };
  });
  const [ours, more] = entries.filter((entry) => entry.name === name);
  if (!ours || more) fail(file, 'must have one entry "name: ' + name + '" in "images", and has', ours ? 'more.' : 'none.');
  const { at, put, newName, digest, newTag, tagSuffix } = ours;
  if (!newName || !digest || newTag || tagSuffix) no(at, name, 'must have newName and "digest: sha256:...", and no tag.');
  for (const { name: other = '', newName: to = '', at } of entries) {
    const clashes = fits(other, name) || fits(other, values.newName ?? newName) || fits(name, to);
    if (other !== name && clashes) no(at, quote(other), 'changes the same image.');
  }
  for (const [key, value] of Object.entries(values)) put[key](value);
  return { text: lines.join('\n'), newName, digest };
}

const [name, file, newName, digest] = process.argv.slice(2);
try {
  // latin1 keeps every byte.
  if (digest) {
    const old = readFileSync(file, 'latin1');
    const { text } = edit(file, old, name, { newName, digest });
    if (text !== old) writeFileSync(file, text, 'latin1');
  } else {
    const image = edit(file, readFileSync(0, 'latin1'), name);
    if (!/^sha256:[0-9a-f]{64}$/.test(image.digest)) fail(file, 'has', quote(image.digest), 'for', name + ', which is not a digest.');
    console.log(image.newName + '@' + image.digest);
  }
} catch (error) {
  console.error('Error: ' + error.message);
  process.exitCode = 1;
}
