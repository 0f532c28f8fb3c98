import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';

const answersOf = (folder: string) => JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8'));

describe('questions', () => {
  test('asks the first questions, shows the plan and writes after a confirmation', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({ cwd, interactive: true, typed: { appName: 'shop', replicas: '5', syncPolicy: 'automated' } });
    expect(await main(io)).toBe(0);
    expect(io.asked).toEqual(['appName', 'region', 'replicas', 'syncPolicy', 'More options?', 'Write these files?']);
    expect(answersOf(join(cwd, 'shop'))).toMatchObject({ replicas: 5, syncPolicy: 'automated' });
    const shown = io.shown.join('\n');
    expect(shown).toMatch(/app-name: shop\n {2}replicas: 5\n {2}sync-policy: automated\n/);
    expect(shown).not.toContain('region:');
    expect(shown).toMatch(/ {2}shop: \d+ files, [\d.]+ kB\n {2}shop-k8s-config: \d+ files/);
    expect(shown).toContain(`Done:\n  ${join(cwd, 'shop')}\n  ${join(cwd, 'shop-k8s-config')}`);
    ['Rendered', 'Installing the npm packages of shop', 'Creating the first commit of shop-k8s-config'].forEach((step) => expect(shown).toContain(step));
  });

  test('proposes a name', async () => {
    const cwd = temporaryFolder();
    await main(fakeIo({ cwd, interactive: true }));
    expect(readdirSync(cwd)).toContain('my-app');
  });

  test('skips questions that a flag answers or that have no effect', async () => {
    const cwd = temporaryFolder();
    const args = ['shop', '--region', 'eu-west-1', '--cluster', 'existing'];
    const io = fakeIo({ cwd, interactive: true, args, chosen: ['Basics', 'Back', 'Cluster', 'Back'] });
    await main(io);
    const entries = io.shown.join('\n');
    ['region: ', 'cluster: ', 'auto-prune: ', 'kubernetes-version: '].forEach((entry) =>
      expect(entries).not.toContain(`\n${entry}`),
    );
    ['replicas: 2', 'account-id: none', 'cluster-name: shop'].forEach((entry) =>
      expect(entries).toContain(`\n${entry}`),
    );
  });

  test('"No" writes nothing', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({
      cwd, interactive: true, args: ['shop', '--directory', 'deep/down'], chosen: ['No, continue', 'No'],
    });
    expect(await main(io)).toBe(130);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('does not ask in CI, where a terminal may have no user', async () => {
    const io = fakeIo({ cwd: temporaryFolder(), interactive: true, env: { CI: 'true' } });
    expect(await main(io)).toBe(2);
    expect(io.asked).toEqual([]);
  });
});

describe('more options', () => {
  test('counts the options and the changed options of each topic', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({
      cwd,
      interactive: true,
      args: ['shop'],
      typed: { trigger: 'commit' },
      chosen: ['Pipeline (', 'trigger: pr-merge', 'Back', 'Continue', 'Yes'],
    });
    expect(await main(io)).toBe(0);
    expect(io.shown).toContainEqual('Pipeline (7 options)');
    expect(io.shown).toContainEqual('Pipeline (7 options, 1 changed)');
    expect(io.shown).toContainEqual('trigger: commit');
    expect(answersOf(join(cwd, 'shop')).trigger).toBe('commit');
  });

  test('changes an answer after showing the plan', async () => {
    const cwd = temporaryFolder();
    const chosen = ['No', 'Change answers', 'Service', 'port', 'Back', 'Continue', 'Yes'];
    expect(await main(fakeIo({ cwd, interactive: true, args: ['shop'], typed: { port: '9000' }, chosen }))).toBe(0);
    expect(answersOf(join(cwd, 'shop')).port).toBe(9000);
  });

  test('drops answers that a later answer makes void', async () => {
    const cwd = temporaryFolder();
    const policies = ['automated', 'manual'];
    const typed = { autoPrune: true, get syncPolicy() { return policies.shift(); } };
    const chosen = ['Basics', 'auto-prune', 'sync-policy', 'Back', 'Continue', 'Yes'];
    expect(await main(fakeIo({ cwd, interactive: true, args: ['shop'], typed, chosen }))).toBe(0);
    expect(answersOf(join(cwd, 'shop'))).toMatchObject({ syncPolicy: 'manual', autoPrune: false });
  });

  test('refuses an answer that conflicts with a flag', async () => {
    const io = fakeIo({
      cwd: temporaryFolder(), interactive: true, args: ['shop', '--sign'], typed: { region: 'cn-north-1' },
    });
    await expect(main(io)).rejects.toThrow(
      'region: conflicts with a flag: sign (--sign) is true: must not be true in cn-north-1',
    );
  });
});

describe('an occupied folder', () => {
  const occupied = (name: string) => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, name));
    writeFileSync(join(cwd, name, 'mine.txt'), 'mine');
    return cwd;
  };

  test.each(['shop', 'shop-k8s-config'])('refuses %s before the first question when a flag names it', async (name) => {
    const io = fakeIo({ cwd: occupied(name), interactive: true, args: ['shop'] });
    expect(await main(io)).toBe(2);
    expect(io.asked).toEqual([]);
    expect(io.said.join('\n')).toContain(`${name} is not empty`);
  });

  test('refuses the name at its question', async () => {
    const io = fakeIo({ cwd: occupied('shop'), interactive: true, typed: { appName: 'shop' } });
    await expect(main(io)).rejects.toThrow(/appName: .*shop is not empty/);
    expect(io.asked).toEqual(['appName']);
  });

  test("refuses the config repo's name at its question", async () => {
    const io = fakeIo({
      cwd: occupied('taken'),
      interactive: true,
      args: ['shop'],
      typed: { configRepoName: 'taken' },
      chosen: ['Pipeline', 'config-repo-name'],
    });
    await expect(main(io)).rejects.toThrow(/configRepoName: .*taken is not empty/);
  });
});

describe('AWS settings', () => {
  test('warns when the configured region has no CodeCommit', async () => {
    const env = { AWS_REGION: 'eu-central-2' };
    const asked = fakeIo({ cwd: temporaryFolder(), interactive: true, args: ['shop'], env });
    await main(asked);
    expect(asked.shown).toContainEqual(expect.stringContaining('AWS_REGION names the region "eu-central-2", which has no CodeCommit'));
    const quiet = fakeIo({ cwd: temporaryFolder(), args: ['shop', '--yes'], env });
    await main(quiet);
    expect(quiet.said).toContainEqual(expect.stringMatching(/^Note: .*eu-central-2/));
  });

  test('announces the lookup of the account', async () => {
    const env = { AWS_PROFILE: 'dev' };
    const io = fakeIo({
      cwd: temporaryFolder(),
      interactive: true,
      args: ['shop'],
      env,
      lookUpAccount: async () => '012345678901',
    });
    await main(io);
    expect(io.shown).toEqual(expect.arrayContaining(['Asking AWS for the account ID', 'AWS account 012345678901']));
  });
});
