import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitOpsAppProject } from '../../src/app-project';
import { GitOpsConfigProject } from '../../src/config-project';
import { clock } from '../../src/lifecycle/clock';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { PairFolder } from '../support/doctor-world';
import { TODAY } from '../support/fixed-clock';
import { readTree } from '../support/tree';

afterEach(() => { clock.now = () => TODAY; });

/** What a synth on a day says to the user. */
function synthOn(day: string, repo: 'app' | 'config', pair: PairFolder, answers: Answers = {}): string[] {
  clock.now = () => Date.parse(day);
  const Project = { app: GitOpsAppProject, config: GitOpsConfigProject }[repo];
  const project = new Project({ ...resolveOptions({ appName: 'shop', ...answers }), outdir: pair[repo] });
  const said: string[] = [];
  project.logger.warn = (...text: unknown[]) => { said.push(text.join(' ')); };
  project.synth();
  return said;
}

test('a synth warns 60 days before a support end date with what to do, in the repository with the version', () => {
  const pair = new PairFolder({ kubernetesVersion: '1.35' });
  expect(synthOn('2027-01-25', 'config', pair, { kubernetesVersion: '1.35' })).toEqual([]);
  expect(synthOn('2027-01-26', 'config', pair, { kubernetesVersion: '1.35' })).toEqual([
    expect.stringMatching(/^Kubernetes 1\.35: .* ends on 2027-03-27, in 60 days\. Set "kubernetesVersion": "1\.36" /),
  ]);
  expect(synthOn('2027-01-26', 'app', pair, { kubernetesVersion: '1.35' })).toEqual([]);
});

test('a synth checks the base image in the user\'s Dockerfile', () => {
  const pair = new PairFolder();
  writeFileSync(join(pair.app, 'Dockerfile'), 'FROM node:22-alpine3.23\n');
  expect(synthOn('2027-04-30', 'app', pair)).toEqual([
    expect.stringMatching(/^Node\.js 22: support ends on 2027-04-30, today\. Change the base image in Dockerfile/),
  ]);
});

test('a synth names the commands of the answered package manager', () => {
  const answers = { packageManager: 'pnpm' };
  expect(synthOn('2028-03-15', 'app', new PairFolder(answers), answers)[0]).toContain('"pnpm exec projen upgrade"');
});

test('the date changes no file', () => {
  const trees = ['2026-11-26', '2031-01-01'].map((day) => {
    const pair = new PairFolder();
    (['app', 'config'] as const).forEach((repo) => synthOn(day, repo, pair));
    return [readTree(pair.app), readTree(pair.config)];
  });
  expect(trees[1]).toEqual(trees[0]);
});
