import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { run } from '../support/run';
import { readTree } from '../support/tree';

/** The packed command line as a process, in the worlds in which people run it. */
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

describe('invalid input exits with 2 and writes nothing', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['no answers and no terminal', [], /appName[^]*region[^]*replicas[^]*syncPolicy[^]*--yes/],
    ['no name', ['--yes'], /appName \(--app-name\)/],
    [
      'wrong answers',
      ['Shop', '--region', 'mars', '--port', '80', '--yes'],
      /appName[^]*"Shop"[^]*region[^]*"mars"[^]*port[^]*80/,
    ],
    ['an unknown flag', ['shop', '--colour', 'red', '--yes'], /--colour/],
    ['a file of answers without answers', ['--answers', 'list.yaml', '--yes'], /list\.yaml/],
    ['a missing file of answers', ['--answers', 'none.yaml', '--yes'], /none\.yaml/],
  ])('%s', async (name, args, said) => {
    const cwd = commandLine.newFolder(`bad input, ${name}`);
    writeFileSync(join(cwd, 'list.yaml'), '- shop\n');
    const { code, stdout, stderr } = await commandLine.run(args, cwd);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/\n +at |is a bug/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readdirSync(cwd)).toEqual(['list.yaml']);
  });

  test('a read-only folder', async () => {
    const cwd = commandLine.newFolder('read-only');
    const directory = process.platform === 'linux' ? '/proc' : '/dev';
    const { code, stderr } = await commandLine.run(['shop', ...FLAGS, '--directory', directory], cwd);
    expect(stderr).toContain(directory);
    expect(code).toBe(2);
  });
});

describe('reports errors of the system with path and exit code 2', () => {
  const refused = async (
    name: string, args: readonly string[], said: RegExp, prepare: (cwd: string) => void = () => {},
  ) => {
    const cwd = commandLine.newFolder(name);
    prepare(cwd);
    const before = readdirSync(cwd);
    const { code, stdout, stderr } = await commandLine.run(['shop', ...FLAGS, ...args], cwd);
    expect(stderr).toMatch(said);
    expect(stderr).toMatch(/^Nothing was written: /);
    expect(stderr).not.toMatch(/\n +at |is a bug/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(readdirSync(cwd)).toEqual(before);
  };

  test('a path that exceeds the limit', () =>
    refused('long', ['--directory', 'x'.repeat(300)], /x{300}.*: the path is too long \(ENAMETOOLONG/));

  test('a path through a file', () =>
    refused('through', ['--directory', 'file/folder'], /file\/folder.*ENOTDIR/, (cwd) =>
      writeFileSync(join(cwd, 'file'), ''),
    ));

  test('symbolic links that form a loop', () => refused('circle', ['--directory', 'link'], /link.*: its symbolic links form a loop \(ELOOP/, (cwd) => symlinkSync('link', join(cwd, 'link'))));

  test('a deleted working directory', async () => {
    const cwd = commandLine.newFolder('gone');
    const script = 'rmdir "$PWD" && exec "$@"';
    const { code, stderr } = await run('sh', ['-c', script, 'sh', process.execPath, commandLine.bin, 'shop', ...FLAGS], cwd, commandLine.environment());
    expect(stderr).toBe('Nothing was written: the current folder: it no longer exists: another program may have removed it (ENOENT, uv_cwd)\n');
    expect(code).toBe(2);
  });

  test('of two concurrent runs, one creates the pair and the other reports that it exists', async () => {
    for (const kind of ['nothing there', 'empty folders']) {
      const cwd = commandLine.newFolder(`at once, ${kind}`);
      if (kind === 'empty folders') {
        ['shop', 'shop-k8s-config'].forEach((repo) => mkdirSync(join(cwd, repo)));
      }
      const ends = await Promise.all([1, 2, 3].map(() => commandLine.run([...ANSWERS, ...FLAGS], cwd)));
      expect(ends.map(({ code }) => code).sort()).toEqual([0, 2, 2]);
      ends
        .filter(({ code }) => code === 2)
        .forEach(({ stderr }) => expect(stderr).toMatch(/^Nothing was written: .*shop/m));
      expect(readTree(cwd)).toEqual(expected);
      expect(readdirSync(cwd).sort()).toEqual(['shop', 'shop-k8s-config']);
    }
  });
});

describe('an old Node.js', () => {
  test.each(['12', '18'])('%s gets the required version named', async (version) => {
    const cwd = commandLine.newFolder(`old node ${version}`);
    const env = commandLine.environment({ HOME: process.env.HOME });
    const { code, stderr } = await run(
      'npx',
      ['--yes', '--package', `node@${version}`, 'node', commandLine.bin, 'shop', ...FLAGS],
      cwd,
      env,
    );
    expect(stderr).toMatch(
      new RegExp(
        `create-gitops-eks needs Node\\.js 20\\.17 or later, and this is v${version}\\..* Nothing was written\\.`,
      ),
    );
    expect(code).toBe(2);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('is older than package.json requires', () => {
    const { engines } = JSON.parse(readFileSync(join(commandLine.bin, '..', '..', 'package.json'), 'utf8'));
    expect(engines.node).toBe('>= 20.17.0');
  });
});

describe('the streams', () => {
  test('--json prints only its object to standard output', async () => {
    const cwd = commandLine.newFolder('json');
    const { code, stdout, stderr } = await commandLine.run([...ANSWERS, ...FLAGS, '--json'], cwd);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      answers: { appName: 'shop' }, repos: [{ written: true }, { written: true }],
    });
    expect(stderr).toContain('npx projen repos:deploy');
  });

  test('--dry-run shows the files and writes none', async () => {
    const cwd = commandLine.newFolder('dry run');
    const { code, stdout, stderr } = await commandLine.run(
      [...ANSWERS, '--yes', '--dry-run', '--directory', 'new/folder'],
      cwd,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/server\.js {2}[0-9.]+ kB/);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('--help and --version go to standard output', async () => {
    const cwd = commandLine.newFolder('help');
    expect(await commandLine.run(['--version'], cwd)).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
    expect(await commandLine.run(['--help'], cwd)).toMatchObject({ code: 0, stdout: expect.stringMatching(/Exit codes: 0 .*, 1 .*, 2 .*, 130 /), stderr: '' });
  });
});

describe('the same bytes', () => {
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
    // npm finds what it has downloaded before in its user's home.
    const overrides = { HOME: process.env.HOME };
    const stderr = await sameIn(`node ${version}`, 'npx', ['--yes', '--package', `node@${version}`, 'node', ...command()], overrides);
    expect(stderr).not.toMatch(/warning/i);
  });

  test('without git, a network, a home or AWS, and it says what it skipped', async () => {
    const offline = { PATH: commandLine.pathOf('node', 'npm'), HOME: '', npm_config_registry: 'http://127.0.0.1:1/', npm_config_fetch_retries: '0', npm_config_cache: commandLine.newFolder('no cache') };
    const stderr = await sameIn('nothing there', process.execPath, [commandLine.bin, ...ANSWERS, '--yes'], offline);
    for (const repo of ['shop', 'shop-k8s-config']) {
      expect(stderr).toMatch(new RegExp(`Note: ${repo}: packages are not installed \\(.*ECONNREFUSED`));
      expect(stderr).toContain(`Note: ${repo}: the first commit is missing or incomplete (git is not installed)`);
    }
    expect(stderr).toContain('Note: The AWS account ID is unknown (no AWS credentials found)');
  });

  test('without npm', async () => {
    const stderr = await sameIn('no npm', process.execPath, [commandLine.bin, ...ANSWERS, '--yes'], { PATH: commandLine.pathOf('node') });
    expect(stderr).toContain('npm is not installed');
  });

  test('started through a link, as npm makes it', async () => {
    const link = join(commandLine.newFolder('links'), 'create-gitops-eks');
    symlinkSync(commandLine.bin, link);
    await sameIn('link', process.execPath, [link, ...ANSWERS, ...FLAGS]);
  });

  test('in the empty clones of repositories, whose remote and branch stay', async () => {
    const cwd = commandLine.newFolder('clones');
    const git = (folder: string, ...args: string[]) => runWell('git', args, folder, commandLine.environment());
    for (const repo of ['shop', 'shop-k8s-config']) {
      const remote = commandLine.newFolder(`${repo}.git`);
      await git(remote, 'init', '--quiet', '--bare', '--initial-branch=trunk');
      await git(cwd, 'clone', '--quiet', remote, repo);
      writeFileSync(join(cwd, repo, '.git', 'info', 'exclude'), '*.json\n');
    }
    const identity = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.com' };
    const { code, stderr } = await commandLine.run([...ANSWERS, '--yes', '--no-install'], cwd, identity);
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(stderr).not.toContain('there is no');
    expect(readTree(cwd)).toEqual(expected);
    await git(join(cwd, 'shop'), 'push', '--quiet', 'origin', 'main');
    const committed = (await git(join(cwd, 'shop'), 'ls-tree', '-r', '--name-only', 'origin/main')).trim().split('\n');
    expect(committed).toEqual(Object.keys(expected).filter((path) => path.startsWith('shop/')).map((path) => path.slice('shop/'.length)));
  });

  test('a clone with commits keeps them', async () => {
    const cwd = commandLine.newFolder('emptied');
    const git = (...args: string[]) => runWell('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], join(cwd, 'shop'), commandLine.environment());
    mkdirSync(join(cwd, 'shop'));
    await git('init', '--quiet');
    await git('commit', '--quiet', '--allow-empty', '--message', 'first');
    const { stderr } = await commandLine.run([...ANSWERS, '--yes', '--no-install'], cwd);
    expect(stderr).toContain('Note: shop: the first commit is missing or incomplete (the repository already has commits');
    expect((await git('log', '--format=%s')).trim()).toBe('first');
  });

  test('where the folders are there and empty', async () => {
    const cwd = commandLine.newFolder('empty folders');
    ['shop', 'shop-k8s-config'].forEach((repo) => mkdirSync(join(cwd, repo)));
    await sameIn('empty folders', process.execPath, command());
  });
});
