import { proofDocument } from '../e2e/report/proof';
import type { StepRecord } from '../e2e/support/steps';

const step = (record: Partial<StepRecord>): StepRecord => ({
  layer: 'aws', part: 'step', title: 'shop: promote', engine: 'git, our IAM', asserts: 'the overlay names the digest', milliseconds: 1000, passed: true, ...record,
});
const documentOf = (...records: StepRecord[]) =>
  proofDocument([{ title: 'A layer', records, standIns: '| real | Git |' }], { version: '1.2.3', day: '2026-01-31', versions: { git: '2.39.5' } });

test('the same step of several pairs is one row, with the median of its times and the versions of its programs', () => {
  const text = documentOf(step({}), step({ title: 'e1: promote', milliseconds: 3000 }), step({ title: 'on: promote', milliseconds: 9000 }));
  expect(text).toContain('| promote | git 2.39.5, our IAM | the overlay names the digest | 3 | 3.0 s |');
  expect(text).toContain('| git | 2.39.5 |');
  expect(text).toContain('| real | Git |');
  expect(text).toContain('on 2026-01-31');
});

test('pairs, refusals and mistakes have tables of their own, and are counted', () => {
  const text = documentOf(
    step({}), step({ part: 'pair', title: 'no: pull-request', milliseconds: 40_000 }), step({ part: 'refusal', title: 'an older build' }),
    step({ part: 'mistake', title: 'a wrong branch', asserts: 'main|master' }), step({ part: 'mistake', title: 'a tag' }));
  expect(text).toContain('1 pairs of different answers, 1 changes that must not come through, and 2\n');
  expect(text).toContain('### Pairs of different answers, all the way\n\n| pair | time |\n| --- | --- |\n| no: pull-request | 40.0 s |\n\n');
  expect(text).toContain('| an older build | git 2.39.5, our IAM | the overlay names the digest | 1 | 1.0 s |');
  expect(text).toContain('| a wrong branch | `main\\|master` |');
});

test('what did not pass is no proof', () => {
  expect(() => documentOf(step({}), step({ passed: false }))).toThrow('these steps have failed, so that there is no proof: shop: promote');
  expect(() => documentOf()).toThrow('nothing was recorded of: A layer');
});

test('a program that nobody asked for its version is no proof either', () => {
  expect(() => documentOf(step({ engine: 'git, magic' }))).toThrow('a step was run on magic, of which no version is known: add it to test/e2e/report/versions.ts');
});
