import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { run, runWell } from '../support/run';
import { readTree } from '../support/tree';

/** The packed command line writes the same files in every environment. */
jest.setTimeout(120_000);

const FLAGS = ['--yes', '--no-install', '--no-git'];
const ANSWERS = ['shop', '--region', 'eu-west-1', '--replicas', '3', '--sync-policy', 'automated'];

let commandLine: CommandLine;
let expected: ReturnType<typeof readTree>;

beforeAll(async () => {
  commandLine = new CommandLine();
  const cwd = commandLine.newFolder('expected');
  expect(await commandLine.run([...ANSWERS, ...FLAGS], cwd)).toMatchObject({ code: 0, stdout: '' });
  expected = readTree(cwd);
  expect(Object.keys(expected)).toEqual(expect.arrayContaining(['shop/server.js', 'shop-k8s-config/.projenrc.json']));
});
afterAll(() => commandLine?.remove());

describe('writes the same bytes', () => {
  const sameIn = async (name: string, program: string, args: readonly string[], overrides: NodeJS.ProcessEnv = {}) => {
    const cwd = commandLine.newFolder(name);
    const { code, stderr } = await run(program, args, cwd, commandLine.environment(overrides));
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(readTree(cwd)).toEqual(expected);
    return stderr;
  };
  const command = () => [commandLine.bin, ...ANSWERS, ...FLAGS];

  test.each(['000', '022', '077'])('under umask %s', (umask) =>
    sameIn(`umask ${umask}`, 'sh', ['-c', `umask ${umask}; exec "$@"`, 'sh', process.execPath, ...command()]));

  test.each([
    { LC_ALL: 'C', TZ: 'UTC' },
    { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
    { LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8', TZ: 'America/St_Johns', FORCE_COLOR: '1', COLUMNS: '20' },
  ])('with %j', (overrides) => sameIn(JSON.stringify(overrides), process.execPath, command(), overrides));

  test.each(['20', '22', '24'])('on Node.js %s', async (version) => {
    // npm's cache is in its user's home.
    const overrides = { HOME: process.env.HOME };
    const stderr = await sameIn(
      `node ${version}`,
      'npx',
      ['--yes', '--package', `node@${version}`, 'node', ...command()],
      overrides,
    );
    expect(stderr).not.toMatch(/warning/i);
  });

  test('without git, network, home or AWS, and says what it skipped', async () => {
    const offline = {
      PATH: commandLine.pathOf('node', 'npm'),
      HOME: '',
      npm_config_registry: 'http://127.0.0.1:1/',
      npm_config_fetch_retries: '0',
      npm_config_cache: commandLine.newFolder('no cache'),
    };
    const stderr = await sameIn('nothing there', process.execPath, [commandLine.bin, ...ANSWERS, '--yes'], offline);
    for (const repo of ['shop', 'shop-k8s-config']) {
      expect(stderr).toMatch(new RegExp(`Note: ${repo}: packages are not installed \\(.*ECONNREFUSED`));
      expect(stderr).toContain(`Note: ${repo}: the first commit is missing or incomplete (git is not installed)`);
    }
    expect(stderr).toContain('Note: The AWS account ID is unknown (no AWS credentials found)');
  });

  test('without npm', async () => {
    const stderr = await sameIn('no npm', process.execPath, [commandLine.bin, ...ANSWERS, '--yes'], {
      PATH: commandLine.pathOf('node'),
    });
    expect(stderr).toContain('npm is not installed');
  });

  test('started through a link, as npm creates it', async () => {
    const link = join(commandLine.newFolder('links'), 'create-gitops-eks');
    symlinkSync(commandLine.bin, link);
    await sameIn('link', process.execPath, [link, ...ANSWERS, ...FLAGS]);
  });

  test('in empty clones, keeping remote and branch', async () => {
    const cwd = commandLine.newFolder('clones');
    const git = (folder: string, ...args: string[]) => runWell('git', args, folder, commandLine.environment());
    for (const repo of ['shop', 'shop-k8s-config']) {
      const remote = commandLine.newFolder(`${repo}.git`);
      await git(remote, 'init', '--quiet', '--bare', '--initial-branch=trunk');
      await git(cwd, 'clone', '--quiet', remote, repo);
      writeFileSync(join(cwd, repo, '.git', 'info', 'exclude'), '*.json\n');
    }
    const identity = {
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    };
    const { code, stderr } = await commandLine.run([...ANSWERS, '--yes', '--no-install'], cwd, identity);
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(stderr).not.toContain('there is no');
    expect(readTree(cwd)).toEqual(expected);
    await git(join(cwd, 'shop'), 'push', '--quiet', 'origin', 'main');
    const committed = (await git(join(cwd, 'shop'), 'ls-tree', '-r', '--name-only', 'origin/main')).trim().split('\n');
    expect(committed).toEqual(
      Object.keys(expected)
        .filter((path) => path.startsWith('shop/'))
        .map((path) => path.slice('shop/'.length)),
    );
  });

  test('in a clone with commits, keeping them', async () => {
    const cwd = commandLine.newFolder('emptied');
    const git = (...args: string[]) =>
      runWell(
        'git',
        ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args],
        join(cwd, 'shop'),
        commandLine.environment(),
      );
    mkdirSync(join(cwd, 'shop'));
    await git('init', '--quiet');
    await git('commit', '--quiet', '--allow-empty', '--message', 'first');
    const { stderr } = await commandLine.run([...ANSWERS, '--yes', '--no-install'], cwd);
    expect(stderr).toContain('Note: shop: the first commit is missing or incomplete (the repository already has commits');
    expect((await git('log', '--format=%s')).trim()).toBe('first');
  });

  test('in existing empty folders', async () => {
    const cwd = commandLine.newFolder('empty folders');
    ['shop', 'shop-k8s-config'].forEach((repo) => mkdirSync(join(cwd, repo)));
    await sameIn('empty folders', process.execPath, command());
  });
});
