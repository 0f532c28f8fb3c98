import { noticesOf } from '../../src/lifecycle/notices';
import { allPins, pinsOf } from '../../src/lifecycle/pins';
import { resolveOptions } from '../../src/options/resolve';
import { NODE_IMAGE } from '../../src/versions';

const options = (answers = {}) => resolveOptions({ appName: 'shop', ...answers });
const on = (day: string) => Date.parse(`${day}T15:00:00Z`);
const config = (day: string, answers = {}) => noticesOf(pinsOf('config', options(answers)), on(day));
const app = (day: string, dockerfile?: string) => noticesOf(pinsOf('app', options(), dockerfile), on(day));
const whats = (notices: ReturnType<typeof config>) => notices.map(({ what }) => what);

describe('Kubernetes', () => {
  const kubernetes = (day: string, answers = {}) =>
    config(day, answers).filter(({ what }) => what.startsWith('Kubernetes'));

  test.each([
    ['2027-06-02', []],
    ['2027-06-03', ['Kubernetes 1.36: standard support on EKS ends on 2027-08-02, in 60 days.']],
    ['2027-08-01', ['Kubernetes 1.36: standard support on EKS ends on 2027-08-02, in 1 day.']],
    ['2027-08-02', ['Kubernetes 1.36: standard support on EKS ends on 2027-08-02, today.']],
    ['2027-08-03', ['Kubernetes 1.36: standard support on EKS ended on 2027-08-02.']],
  ])('on %s', (day, expected) => {
    expect(whats(kubernetes(day))).toEqual(expected);
  });

  test('is checked in the version of the answer, and the next version is advised', () => {
    const [notice] = kubernetes('2027-03-01', { kubernetesVersion: '1.35' });
    expect(notice).toEqual({
      what: 'Kubernetes 1.35: standard support on EKS ends on 2027-03-27, in 26 days.',
      fix: expect.stringMatching(/^Set "kubernetesVersion": "1\.36" in \.projenrc\.json of both repositories/),
    });
    expect(kubernetes('2027-03-01', { kubernetesVersion: '1.36' })).toEqual([]);
  });

  test('in the newest version leads to an upgrade', () => {
    expect(kubernetes('2027-07-01')[0].fix).toMatch(/^Run "npx projen upgrade"/);
  });

  test('of an existing cluster is not the pair\'s', () => {
    expect(kubernetes('2028-01-01', { cluster: 'existing' })).toEqual([]);
  });
});

test('a month without an announced day is an estimate until it is over', () => {
  expect(whats(config('2027-03-01'))).toEqual([]);
  expect(whats(config('2027-05-31'))).toEqual(['Argo CD 3.5: support probably ends in 2027-05.']);
  expect(whats(config('2027-06-01'))).toEqual(['Argo CD 3.5: support probably ended in 2027-05.']);
  expect(config('2027-05-01')[0].fix).toBe('Run "npx projen upgrade", then "npx projen argocd:install".');
});

describe('the base image', () => {
  test('is the one of this release without a Dockerfile', () => {
    expect(whats(app('2028-05-15'))).toEqual([
      'Node.js 24: support ended on 2028-04-30.', 'Alpine Linux 3.24: support ends on 2028-06-01, in 17 days.',
    ]);
    expect(app('2028-05-15', `FROM ${NODE_IMAGE} AS files\nFROM ${NODE_IMAGE}\n`)[0].fix).toMatch(
      /^Run "npx projen upgrade": it merges a newer base image/,
    );
  });

  test('is the last one of a Dockerfile that its user edited', () => {
    const dockerfile = 'FROM --platform=linux/arm64 node:26-alpine3.24 AS files\nFROM node:22.11.0-alpine3.23\n';
    expect(app('2027-04-01', dockerfile)).toEqual([
      { what: 'Node.js 22: support ends on 2027-04-30, in 29 days.', fix: expect.stringContaining(NODE_IMAGE) },
    ]);
  });

  test('may be one without known dates', () => {
    expect(app('2028-05-15', 'FROM gcr.io/distroless/static\n')).toEqual([]);
  });
});

test('versions:check covers both repositories of every answer', () => {
  expect(whats(noticesOf(allPins(), on('2040-01-01'))).map((what) => what.split(':')[0]).sort()).toEqual([
    'Alpine Linux 3.24', 'Argo CD 3.5', 'Kubernetes 1.35', 'Kubernetes 1.36', 'Node.js 24',
  ]);
});
