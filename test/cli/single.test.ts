import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';

const typeOf = (folder: string) => JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8')).type;

test('--layout single creates one repository', async () => {
  const cwd = temporaryFolder();
  const io = fakeIo({ cwd, args: ['shop', '--layout', 'single', '--yes'] });
  expect(await main(io)).toBe(0);
  expect(readdirSync(cwd)).toEqual(['shop']);
  expect(typeOf(join(cwd, 'shop'))).toBe('create-gitops-eks.GitOpsProject');
  expect(['server.js', 'k8s/base', 'infra', 'argocd'].filter((path) => !existsSync(join(cwd, 'shop', path)))).toEqual([]);
});

test('the summary speaks of one repository and has the command that creates it again', async () => {
  const io = fakeIo({ cwd: temporaryFolder(), args: ['shop', '--layout', 'single', '--yes'] });
  await main(io);
  const said = io.said.join('\n');
  expect(said).toContain('shop/README.md describes every step.');
  expect(said).toMatch(/To create the same repository again:\n\n.* --layout single /);
  expect(said).not.toMatch(/k8s-config|Both commands/);
});

test('the dialogue asks for the layout', async () => {
  const cwd = temporaryFolder();
  const io = fakeIo({
    cwd,
    interactive: true,
    args: ['shop'],
    typed: { layout: 'single' },
    chosen: ['Basics (', 'layout: pair', 'Back', 'Continue', 'Yes'],
  });
  expect(await main(io)).toBe(0);
  expect(readdirSync(cwd)).toEqual(['shop']);
  expect(io.shown.join('\n')).toContain('One repository in');
});

test('refuses a name for the config repo', async () => {
  const cwd = temporaryFolder();
  const io = fakeIo({ cwd, args: ['shop', '--layout', 'single', '--config-repo-name', 'deploy', '--yes'] });
  expect(await main(io)).toBe(2);
  expect(io.said.join('\n')).toContain('configRepoName (--config-repo-name) is "deploy": has an effect only when layout is pair');
  expect(readdirSync(cwd)).toEqual([]);
});

test('refuses to run again in its folder', async () => {
  const cwd = temporaryFolder();
  const args = ['shop', '--layout', 'single', '--yes'];
  await main(fakeIo({ cwd, args }));
  const io = fakeIo({ cwd, args });
  expect(await main(io)).toBe(2);
  expect(io.said.join('\n')).toContain('already has a .projenrc.json');
});

test.each([
  [['--default-branch', 'deploy/main'], 'defaultBranch'],
  [['--default-branch', 'promote'], 'defaultBranch'],
  [['--upgrades', 'weekly'], 'upgrades'],
])('refuses %j', async (flags, name) => {
  const io = fakeIo({ cwd: temporaryFolder(), args: ['shop', '--layout', 'single', '--yes', ...flags] });
  expect(await main(io)).toBe(2);
  expect(io.said.join('\n')).toMatch(new RegExp(`${name} .*with layout: single`));
});
