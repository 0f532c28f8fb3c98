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

  test('circular links', () =>
    refused('circle', ['--directory', 'link'], /link.*: its symbolic links form a loop \(ELOOP/, (cwd) =>
      symlinkSync('link', join(cwd, 'link')),
    ));

  test('a deleted working directory', async () => {
    const cwd = commandLine.newFolder('gone');
    const script = 'rmdir "$PWD" && exec "$@"';
    const { code, stderr } = await run(
      'sh',
      ['-c', script, 'sh', process.execPath, commandLine.bin, 'shop', ...FLAGS],
      cwd,
      commandLine.environment(),
    );
    expect(stderr).toBe(
      'Nothing was written: the current folder: it no longer exists: another program may have removed it (ENOENT, uv_cwd)\n',
    );
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
    expect(stderr).toContain('npx projen up ');
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
    expect(await commandLine.run(['--help'], cwd)).toMatchObject({
      code: 0, stdout: expect.stringMatching(/Exit codes: 0 .*, 1 .*, 2 .*, 130 /), stderr: '',
    });
  });
});
