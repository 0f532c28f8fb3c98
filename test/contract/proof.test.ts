import { BARS } from '../e2e/report/bars';
import { proofDocument } from '../e2e/report/proof';
import { readRun } from '../e2e/report/recorded-run';
import type { StepRecord } from '../e2e/support/steps';

const step = (record: Partial<StepRecord>): StepRecord => ({
  layer: 'aws',
  part: 'step',
  title: 'shop: promote',
  engine: 'git, our IAM',
  asserts: 'the overlay names the digest',
  start: 0,
  milliseconds: 1000,
  passed: true,
  ...record,
});
const documentOf = (...records: StepRecord[]) =>
  proofDocument([{ title: 'A layer', records, bars: BARS.cluster, standIns: '| real | Git |' }], {
    version: '1.2.3', commit: 'c0ffee', day: '2026-01-31', processors: 2, versions: { git: '2.39.5' },
  });

test('the same step of several pairs is one row, with its median time and program versions', () => {
  const text = documentOf(
    step({}), step({ title: 'e1: promote', milliseconds: 3000 }), step({ title: 'on: promote', milliseconds: 9000 }),
  );
  expect(text).toContain('| promote | git 2.39.5, our IAM | the overlay names the digest | 3 | 3.0 s |');
  expect(text).toContain('| git | 2.39.5 |');
  expect(text).toContain('| real | Git |');
  expect(text).toContain('on 2026-01-31');
  expect(text).toContain('commit c0ffee');
  expect(text).toContain('on\n2 processors');
});

test('pairs, refusals and mistakes have separate tables and are counted', () => {
  const text = documentOf(
    step({}), step({ part: 'pair', title: 'no: pull-request', milliseconds: 40_000 }),
    step({ part: 'refusal', title: 'an older build' }),
    step({ part: 'mistake', title: 'a wrong branch', asserts: 'main|master' }),
    step({ part: 'mistake', title: 'a tag' }),
  );
  expect(text).toContain('1 pairs of different answers, 1 rejected changes, and 2 deliberate mistakes');
  expect(text).toContain(
    '### Whole pairs of different answers\n\n| pair | time |\n| --- | --- |\n| no: pull-request | 40.0 s |\n\n',
  );
  expect(text).toContain('| an older build | git 2.39.5, our IAM | the overlay names the digest | 1 | 1.0 s |');
  expect(text).toContain('| a wrong branch | `main\\|master` |');
});

test('the steps of both engines are side by side', () => {
  const on = (engine: string, title: string, milliseconds: number, part: StepRecord['part'] = 'step') =>
    step({ part, engine: `${engine}, git`, title, milliseconds });
  const text = proofDocument([{
    title: 'A layer',
    bars: [],
    standIns: '',
    records: [
      on('Argo CD', 'strict: prune', 3000), on('Flux', 'strict-flux: prune', 2000), on('Flux', 'e1: prune', 4000),
      on('Argo CD', 'app:rollback, Argo CD', 1000), on('Flux', 'app:rollback, Flux', 5000),
      on('Argo CD', 'loop: argocd:install, argocd:connect', 6000), on('Flux', 'flux-loop: flux:install, flux:connect', 7000),
      on('Argo CD', 'AppProject: another repository', 8000, 'refusal'), on('Flux', 'Flux: another repository', 9000, 'refusal'),
      on('Argo CD', 'only with Argo CD', 1000),
    ],
  }], {
    version: '1.2.3', commit: 'c0ffee', day: '2026-01-31', processors: 2, versions: { 'git': '2.39.5', 'Argo CD': '3', 'Flux': '2' },
  });
  expect(text).toContain([
    '### The engines side by side',
    '',
    '| step or rejected change | Argo CD | Flux |',
    '| --- | --- | --- |',
    '| prune | 3.0 s | 4.0 s |',
    '| app:rollback | 1.0 s | 5.0 s |',
    '| engine:install, engine:connect | 6.0 s | 7.0 s |',
    '| another repository | 8.0 s | 9.0 s |',
    '',
  ].join('\n'));
});

test('refuses failed steps and empty layers', () => {
  expect(() => documentOf(step({}), step({ passed: false }))).toThrow(
    'these steps failed, so there is no proof: shop: promote',
  );
  expect(() => documentOf()).toThrow('no recorded steps of: A layer');
});

test('refuses a program without a known version', () => {
  expect(() => documentOf(step({ engine: 'git, magic' }))).toThrow(
    'a step ran on magic, which has no known version: add it to test/e2e/report/versions.ts',
  );
});

test('lists time budgets and marks the ones that were exceeded', () => {
  const pair = (start: number, milliseconds: number) => step({ part: 'pair', start, milliseconds });
  const two = { ...pair(1_000, 80_000), title: 'on: branch main, dev and production' };
  const text = documentOf(pair(1_000, 44_000), two, pair(260_000, 46_000));
  expect(text).toContain('| the slowest pair, divided by its environments | 45 s | 46.0 s: **exceeded** |');
  expect(text).toContain('| all pairs, some of them concurrently | 300 s | 305.0 s: **exceeded** |');
  expect(documentOf(pair(1_000, 44_000))).toContain('| all pairs, some of them concurrently | 300 s | 44.0 s |');
  const measured = BARS.aws.map((bar) =>
    bar.measured([
      step({ title: 'a: cloudformation, commit', milliseconds: 1 }), step({ title: 'b: cdk, commit', milliseconds: 2 }),
      step({ title: 'c: terraform, commit', milliseconds: 3 }),
    ]),
  );
  expect(measured).toEqual([1, 2, 3]);
});

test('names the layers that the machine could not run', () => {
  const text = proofDocument([{ title: 'A layer', records: [step({})], bars: [], standIns: '| real | Git |' }], {
    version: '1.2.3',
    commit: 'c0ffee',
    day: '2026-01-31',
    processors: 2,
    versions: { git: '2.39.5' },
    notRun: ['real pods. The machine lacks a bridge'],
  });
  expect(text).toContain('\n**Not run:** real pods. The machine lacks a bridge\n\n```mermaid');
});

test('accepts only a whole run of a commit', () => {
  const text = (...lines: object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const [started, passed] = [{ run: 'started', commit: 'c0ffee', clean: true }, { run: 'passed' }];
  expect(readRun(text(started, step({}), passed))).toEqual({ commit: 'c0ffee', records: [step({})] });
  expect(() => readRun('')).toThrow('no whole run was recorded');
  expect(() => readRun(text(step({}), passed))).toThrow('no whole run was recorded');
  expect(() => readRun(text(started, step({})))).toThrow('did not pass');
  expect(() => readRun(text(started, step({}), passed, step({})))).toThrow('single files were run after it');
  expect(() => readRun(text({ ...started, clean: false }, step({}), passed))).toThrow('not committed');
});
