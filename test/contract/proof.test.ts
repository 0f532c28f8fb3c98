import { type StepRecord, proofDocument } from '../e2e/report/proof';

const step = (record: Partial<StepRecord>): StepRecord =>
  ({ layer: 'aws', title: 'shop: promote', engine: 'git', asserts: 'the overlay names the digest', milliseconds: 1000, passed: true, ...record });
const documentOf = (...records: StepRecord[]) => proofDocument([{ title: 'A layer', records, standIns: '| real | Git |' }], { git: 'git version 2' });

test('the same step of several pairs is one row, with the median of its times', () => {
  const text = documentOf(step({}), step({ title: 'e1: promote', milliseconds: 3000 }), step({ title: 'on: promote', milliseconds: 9000 }));
  expect(text).toContain('| promote | git | the overlay names the digest | 3 | 3.0 s |');
  expect(text).toContain('| git | git version 2 |');
  expect(text).toContain('| real | Git |');
});

test('what did not pass is no proof', () => {
  expect(() => documentOf(step({}), step({ passed: false }))).toThrow('these steps have failed, so that there is no proof: shop: promote');
  expect(() => documentOf()).toThrow('nothing was recorded of: A layer');
});
