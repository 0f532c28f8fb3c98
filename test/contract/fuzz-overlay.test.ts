import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { loadProgram, programSource } from '../programs/load-program';
import { fuzz, FUZZ_RUNS, FUZZ_SEED } from '../support/fuzz';
import { imagesAfter } from '../support/overlay-model';
import { KUSTOMIZE, runProgram, testWith } from '../support/programs';
import { anyOverlay, APP, CONTAINERS, digest } from '../support/random-overlay';
import { temporaryFolder } from '../support/temporary-folder';

interface Edited {
  readonly text: string;
  readonly newName: string;
  readonly digest: string;
}
const { edit } = loadProgram<{ edit(file: string, text: string, name: string, values?: object): Edited }>(
  programSource('overlay'),
);

const VALUES = { newName: 'registry.example/shop', digest: digest('b') };
const REFUSAL = /^k\.yaml(, line \d+: ["\w].*\.| must have one entry "name: shop" in "images", and has (none|more)\.)$/;
const testWithKustomize = testWith(KUSTOMIZE);

/** Kustomize's output for an overlay; undefined if it refuses the overlay. */
type Build = (text: string) => string | undefined;
type Outcome = 'refused' | 'changed' | 'changed, and kustomize refuses it';

/** Bytes as characters, as the programs read a file. */
const latin1 = (text: string) => Buffer.from(text).toString('latin1');

/** Changes an overlay, and fails if anything else changes. */
function outcome(text: string, build: Build): Outcome {
  let changed: Edited;
  try {
    changed = edit('k.yaml', text, APP, VALUES);
  } catch (error) {
    expect((error as Error).message).toMatch(REFUSAL);
    return 'refused';
  }
  const old = { newName: changed.newName, digest: changed.digest };
  expect(edit('k.yaml', text, APP)).toEqual({ text, ...old });
  expect(edit('k.yaml', changed.text, APP, old)).toEqual({ text, ...VALUES });
  // Only the bytes of two values change.
  expect(
    changed.text
      .split('\n')
      .map((line, at) => (line === text.split('\n')[at] ? [] : [line]))
      .flat().length,
  ).toBeLessThanOrEqual(2);
  const before = build(text);
  if (before === undefined) {
    return 'changed, and kustomize refuses it';
  }
  const [from, to] = [old, VALUES].map((image) => `${image.newName}@${image.digest}`);
  expect(before).toContain(from);
  expect(build(changed.text)).toBe(before.replaceAll(from, to));
  return 'changed';
}

/** The shares of the outcomes of random overlays. */
function shares(build: Build, runs: number): Record<Outcome, number> {
  const all = { 'refused': 0, 'changed': 0, 'changed, and kustomize refuses it': 0 };
  fuzz(fc.property(anyOverlay, (text) => { all[outcome(latin1(text), build)] += 1 / runs; }), runs);
  return all;
}

/** A build with the real kustomize, of a Deployment with these containers. */
function realBuild(folder: string): Build {
  const containers = CONTAINERS.map((image, at) => `      - { name: c${at}, image: "${image}" }`);
  writeFileSync(
    join(folder, 'deployment.yaml'),
    [
      'apiVersion: apps/v1', 'kind: Deployment', 'metadata: { name: shop }', 'spec:',
      '  selector: { matchLabels: { a: b } }', '  template:', '    metadata: { labels: { a: b } }', '    spec:',
      '      containers:', ...containers, '',
    ].join('\n'),
  );
  return (text) => {
    writeFileSync(join(folder, 'kustomization.yaml'), text, 'latin1');
    const { code, output } = runProgram(KUSTOMIZE.name, ['build', folder], folder);
    return code === 0 ? output : undefined;
  };
}

const modelBuild: Build = (text) => {
  try {
    return imagesAfter(Buffer.from(text, 'latin1').toString(), CONTAINERS).join('\n');
  } catch {
    return undefined;
  }
};

test('changes only the named image of a random overlay, or refuses it', () => {
  const { refused, changed } = shares(modelBuild, FUZZ_RUNS);
  expect(changed).toBeGreaterThan(0.3);
  expect(refused).toBeGreaterThan(0.3);
});

testWithKustomize('kustomize agrees: only the named image changes, or the overlay is refused', () => {
  const { refused, changed } = shares(realBuild(temporaryFolder()), FUZZ_RUNS / 10);
  expect(changed).toBeGreaterThan(0.2);
  expect(refused).toBeGreaterThan(0.3);
}, 300_000);

testWithKustomize(
  'also changes an overlay that kustomize rewrote',
  () => {
    const folder = temporaryFolder();
    const build = realBuild(folder);
    let rewritten = 0;
    for (const text of fc.sample(anyOverlay, { numRuns: FUZZ_RUNS / 20, seed: FUZZ_SEED })) {
      if (modelBuild(latin1(text)) && isRead(latin1(text)) && build(latin1(text))) {
        const { code } = runProgram(
          KUSTOMIZE.name,
          ['edit', 'set', 'image', `envoy=docker.io/envoyproxy/envoy@${digest('d')}`, 'new=docker.io/new:1'],
          folder,
        );
        expect(code).toBe(0);
        expect(outcome(readFileSync(join(folder, 'kustomization.yaml'), 'latin1'), build)).toBe('changed');
        rewritten += 1;
      }
    }
    expect(rewritten).toBeGreaterThan(FUZZ_RUNS / 100);
  },
  300_000,
);

testWithKustomize('the model renders the same images as kustomize', () => {
  const build = realBuild(temporaryFolder());
  let compared = 0;
  for (const text of fc.sample(anyOverlay, { numRuns: FUZZ_RUNS / 20, seed: FUZZ_SEED })) {
    const [model, real] = [modelBuild(latin1(text)), build(latin1(text))];
    // YAML libraries differ in what ends a line within a value.
    if (model !== undefined && real !== undefined && !/[^\S\n]/.test(model)) {
      const images = [...real.matchAll(/^ +(?:- )?image: (.*)$/gm)].map(([, image]) => parse(image) as string);
      expect(images.join('\n')).toBe(model);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(FUZZ_RUNS / 50);
}, 300_000);

function isRead(text: string): boolean {
  try {
    return edit('k.yaml', text, APP).text === text;
  } catch {
    return false;
  }
}
