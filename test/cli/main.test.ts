import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';

const answersOf = (folder: string) => JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8'));

describe('without a terminal', () => {
  test('--yes uses the defaults, installs and commits', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({ cwd, args: ['my-app', '--yes'] });
    expect(await main(io)).toBe(0);
    expect(readdirSync(cwd).sort()).toEqual(['my-app', 'my-app-k8s-config']);
    expect(answersOf(join(cwd, 'my-app'))).toMatchObject({
      type: 'create-gitops-eks.GitOpsAppProject', appName: 'my-app', replicas: 2,
    });
    expect(io.ran.filter((command) => command.startsWith('npm install'))).toHaveLength(2);
    expect(io.ran.filter((command) => /^git .*\bcommit --quiet/.test(command))).toHaveLength(2);
    expect(io.said.join('\n')).toContain('npm create gitops-eks@');
    expect(io.printed).toEqual([]);
  });

  test.each([
    ['pnpm/12.21.0 npm/? node/? linux x64', 'pnpm', 'pnpm exec projen', 'pnpm create gitops-eks@'],
    ['yarn/4.18.1 npm/? node/v24.1.0 linux x64', 'yarn', 'yarn projen', 'yarn create gitops-eks@'],
    ['yarn/1.22.22 npm/? node/v24.1.0 linux x64', 'yarn-classic', 'yarn projen', 'yarn create gitops-eks my-app'],
    ['bun/1.4.5 npm/? node/v24.1.0 linux x64', 'bun', 'bunx projen', 'bun create gitops-eks@'],
  ])('the pair follows the package manager that runs the command: %s', async (agent, manager, projen, create) => {
    const cwd = temporaryFolder();
    const io = fakeIo({
      cwd, args: ['my-app', '--yes'], env: { npm_config_user_agent: agent, NODE_ENV: 'production' },
    });
    expect(await main(io)).toBe(0);
    expect(answersOf(join(cwd, 'my-app')).packageManager).toBe(manager);
    expect(io.ran.filter((command) => /^(npm|pnpm|yarn|bun) install\b/.test(command))).toEqual(
      Array(2).fill(expect.stringMatching(`^${manager.split('-')[0]} `)),
    );
    expect(io.said.join('\n')).toContain(`  ${projen} up `);
    expect(io.said.join('\n')).toContain(`  ${create}`);
    expect(io.said.join('\n')).not.toMatch(/\bnp[mx] (create|projen|install)/);
  });

  test('an answered package manager overrides the one that runs the command', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({
      cwd, args: ['my-app', '--yes', '--package-manager', 'npm'], env: { npm_config_user_agent: 'pnpm/12.21.0' },
    });
    expect(await main(io)).toBe(0);
    expect(answersOf(join(cwd, 'my-app')).packageManager).toBe('npm');
  });

  test('names a missing package manager and the commands to run later', async () => {
    const cwd = temporaryFolder();
    const run = (program: string) => ({ code: program === 'pnpm' ? undefined : 0, output: '' });
    const io = fakeIo({ cwd, args: ['my-app', '--yes', '--package-manager', 'pnpm'], run });
    expect(await main(io)).toBe(0);
    expect(io.said.join('\n')).toContain(
      'my-app: packages are not installed (pnpm is not installed). Run "pnpm install --prod=false" in its folder.',
    );
  });

  test('lists missing answers', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({ cwd, args: ['--replicas', '3'] });
    expect(await main(io)).toBe(2);
    const said = io.said.join('\n');
    ['appName', 'region', 'syncPolicy'].forEach((name) => expect(said).toContain(`  ${name} (--`));
    expect(said).not.toContain('  replicas (--');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('a path that is not UTF-8 is refused: Node.js would write into a folder of another name', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({ cwd: join(cwd, Buffer.from([0xff]).toString()), args: ['my-app', '--yes'] });
    expect(await main(io)).toBe(2);
    expect(io.said.join('\n')).toMatch(/^Nothing was written: the path of --directory is not UTF-8/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('needs no --yes when flags answer every first question', async () => {
    const cwd = temporaryFolder();
    expect(
      await main(
        fakeIo({ cwd, args: ['my-app', '--region', 'eu-west-1', '--replicas', '1', '--sync-policy', 'manual'] }),
      ),
    ).toBe(0);
  });

  test('names all wrong answers and writes nothing', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({ cwd, args: ['My App', '--region', 'mars-1', '--replicas', 'many', '--yes'] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toMatch(/appName.*"My App"[^]*region.*"mars-1"[^]*replicas.*"many"/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('--dry-run writes nothing and shows the tree', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({ cwd, args: ['my-app', '--yes', '--dry-run', '--directory', 'new/folder'] });
    expect(await main(io)).toBe(0);
    expect(io.said[0]).toMatch(/my-app {2}\(\d+ files/);
    expect(io.said[0]).toContain('  .projen/\n    files.json');
    expect(readdirSync(cwd)).toEqual([]);
    expect(io.ran).toEqual([]);
  });

  test('--json prints one object and nothing else on standard output', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({ cwd, args: ['my-app', '--yes', '--json', '--no-install', '--no-git'] });
    expect(await main(io)).toBe(0);
    const report = JSON.parse(io.printed.join(''));
    expect(report).toMatchObject({
      answers: { appName: 'my-app' }, repos: [{ repo: 'app', written: true, installed: false }, { repo: 'config' }],
    });
    for (const { folder, files } of report.repos) {
      files.forEach(({ path, size }: { path: string; size: number }) =>
        expect(readFileSync(join(folder, path)).length).toBe(size),
      );
    }
    expect(io.ran).toEqual([]);
  });

  test('the printed command line creates the same pair again', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const io = fakeIo({
      cwd: first,
      args: [
        'my-app', '--yes', '--json', '--sync-policy', 'automated', '--auto-prune', '--no-pr-builds',
        '--public-access-cidrs', '203.0.113.7/32,198.51.100.0/24', '--service-type', 'ClusterIP',
      ],
    });
    await main(io);
    const { command, answers } = JSON.parse(io.printed[0]);
    const args = command.split(' -- ')[1].replace('""', '').split(' ');
    const again = fakeIo({ cwd: second, args: ['my-app', ...args, '--json'] });
    await main(again);
    expect(JSON.parse(again.printed[0]).answers).toEqual(answers);
  });

  test.each([
    [['--colour', 'red'], '--colour'],
    [['a', 'b'], 'a b'],
    [['--replicas'], '--replicas'],
    [['a', '--app-name', 'b'], '--app-name'],
  ])('refuses %j', async (args, named) => {
    const io = fakeIo({ cwd: temporaryFolder(), args: args as string[] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain(named);
  });

  test('names flags that npm consumed', async () => {
    const io = fakeIo({
      cwd: temporaryFolder(),
      args: ['my-app', 'eu-west-1'],
      env: { npm_command: 'init', npm_config_region: 'true', npm_config_dry_run: 'true', npm_config_yes: 'true' },
    });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain('npm create gitops-eks@latest my-app -- --region … --dry-run');
  });

  test('names flags that npm consumed beside flags that arrived', async () => {
    const env = { npm_command: 'init', npm_config_dry_run: 'true', npm_config_force: 'true' };
    const io = fakeIo({ cwd: temporaryFolder(), args: ['my-app', '--region', 'eu-west-1', '--yes'], env });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain('npm create gitops-eks@latest my-app -- --dry-run --region eu-west-1 --yes');
    expect(io.said[0]).not.toContain('--force');
  });

  test("ignores npm's environment for flags that arrived", async () => {
    const io = fakeIo({
      cwd: temporaryFolder(),
      args: ['my-app', '--yes', '--dry-run'],
      env: { npm_command: 'exec', npm_config_dry_run: 'true' },
    });
    expect(await main(io)).toBe(0);
  });
});

describe('an interruption', () => {
  test('during the installation of packages leaves nothing behind', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({
      cwd,
      args: ['shop', '--yes', '--directory', 'deep'],
      run: () => {
        io.interrupt();
        return { code: 1, output: '' };
      },
    });
    await expect(main(io)).rejects.toThrow();
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('programs missing on the machine', () => {
  test('reports missing or failing npm and git, and keeps the pair', async () => {
    const cwd = temporaryFolder();
    const io = fakeIo({
      cwd,
      args: ['shop', '--yes'],
      run: (program) =>
        program === 'npm' ? { code: 1, output: 'npm error code ENOTFOUND' } : { code: undefined, output: '' },
    });
    expect(await main(io)).toBe(0);
    expect(io.said.join('\n')).toContain('shop: packages are not installed (npm error code ENOTFOUND)');
    expect(io.said.join('\n')).toContain('shop: the first commit is missing or incomplete (git is not installed)');
    expect(existsSync(join(cwd, 'shop', '.projenrc.json'))).toBe(true);
  });
});

test('--help and --version go to standard output', async () => {
  const help = fakeIo({ args: ['--help'] });
  expect(await main(help)).toBe(0);
  expect(help.printed[0]).toContain('--sync-policy manual|automated');
  const version = fakeIo({ args: ['-v'] });
  expect(await main(version)).toBe(0);
  expect(version.printed[0]).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  ['--regoin', '--region'],
  ['--dryrun', '--dry-run'],
  ['--no-instal', '--no-install'],
])('suggests the nearest flag for %s', async (typed, suggestion) => {
  const io = fakeIo({ cwd: temporaryFolder(), args: ['shop', typed, '--yes'] });
  expect(await main(io)).toBe(2);
  expect(io.said[0]).toContain(`did you mean ${suggestion}?`);
});

test('the next steps include a try on this machine, in the words of the package manager', async () => {
  const io = fakeIo({ cwd: temporaryFolder(), args: ['shop', '--yes', '--no-install', '--no-git', '--package-manager', 'pnpm'] });
  expect(await main(io)).toBe(0);
  expect(io.said.join('\n')).toContain('  cd shop-k8s-config && pnpm exec projen local:up && pnpm exec projen local:deliver');
});
