import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitOpsAppProject } from '../../src/app-project';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { PairFolder } from '../support/doctor-world';
import { readTree } from '../support/tree';

/** What a synth of the app repo says to the user. */
function synthApp({ app }: PairFolder, answers: Answers): string {
  const project = new GitOpsAppProject({ ...resolveOptions({ appName: 'shop', ...answers }), outdir: app });
  const said: string[] = [];
  project.logger.warn = (...text: unknown[]) => { said.push(text.join(' ')); };
  project.synth();
  return said.join('\n');
}

test('a synth says nothing of a pair whose repositories agree', () => {
  expect(synthApp(new PairFolder(), {})).toBe('');
});

test('a synth names the answers in which the sibling differs, and the task that carries them over', () => {
  const pair = new PairFolder();
  pair.synth('config', { replicas: 3 });
  rmSync(join(pair.config, '.projenrc.json'));
  pair.synth('config', { replicas: 3 });
  expect(synthApp(pair, {})).toBe(
    'The answers of this repository and of ../shop-k8s-config differ: replicas (2 here, 3 there). ' +
      'To copy the answers of this repository to the other: npx projen pair:sync',
  );
});

test.each([
  ['is not there', undefined],
  ['is another project', '{"type": "typescript"}'],
  ['has conflict markers in its answers', '<<<<<<< HEAD\n{}\n'],
])('a synth says nothing of a sibling that %s', (_, text) => {
  const pair = new PairFolder();
  rmSync(join(pair.config, '.projenrc.json'));
  if (text !== undefined) {
    writeFileSync(join(pair.config, '.projenrc.json'), text);
  }
  expect(synthApp(pair, {})).toBe('');
});

test('defaults of a sibling that leaves answers out count as its answers', () => {
  const pair = new PairFolder();
  writeFileSync(
    join(pair.config, '.projenrc.json'), '{"type": "create-gitops-eks.GitOpsConfigProject", "appName": "shop"}',
  );
  expect(synthApp(pair, {})).toBe('');
});

test('a synth prints the steps of a changed answer once', () => {
  const pair = new PairFolder();
  expect(synthApp(pair, { trigger: 'commit' })).toMatch(
    /trigger: "pr-merge" → "commit"[^]*1\. here: npx projen pair:sync[^]*here: npx projen pipeline:deploy/,
  );
  expect(synthApp(pair, { trigger: 'commit' })).not.toContain('pipeline:deploy');
});

test('a synth names the commands of the answered package manager', () => {
  const said = synthApp(new PairFolder({ packageManager: 'pnpm' }), { packageManager: 'pnpm', trigger: 'commit' });
  expect(said).toContain('here: pnpm exec projen pipeline:deploy');
  expect(said).not.toContain('npx');
});

test('a change that cannot be made in place is refused before anything is written', () => {
  const pair = new PairFolder();
  const before = readTree(pair.app);
  expect(() => synthApp(pair, { region: 'eu-west-1' })).toThrow(
    /region \(--region\) is "eu-west-1": must stay "us-east-1": AWS cannot move a repository/,
  );
  expect(readTree(pair.app)).toEqual(before);
});

test('a damaged lock is no reason to refuse or to print steps', () => {
  const pair = new PairFolder();
  const lock = join(pair.app, '.gitops-eks/lock.json');
  const text = readFileSync(lock, 'utf8');
  rmSync(lock);
  writeFileSync(lock, text.slice(0, text.length / 2));
  expect(synthApp(pair, { region: 'eu-west-1', trigger: 'commit' })).not.toContain('pipeline:deploy');
});
