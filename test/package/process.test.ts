import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PYTHON, testWith } from '../support/programs';
import { run } from '../support/run';
import { temporaryFolder } from '../support/temporary-folder';
import { readTree } from '../support/tree';

/** The command line as a process of its own, as it is bundled into the package. */
const COMMAND = join(__dirname, '..', '..', 'bin', 'create-gitops-eks.js');

/** Nobody is signed in to AWS. */
const environment = (overrides: NodeJS.ProcessEnv = {}) => ({ PATH: process.env.PATH, HOME: '/nonexistent', ...overrides });
const create = (cwd: string, args: readonly string[], env = environment()) => run(process.execPath, [COMMAND, ...args], cwd, env);
const QUICKLY = ['--yes', '--no-install', '--no-git'];

test('ends with 0, and prints nothing but JSON on standard output', async () => {
  const { code, stdout, stderr } = await create(temporaryFolder(), ['shop', ...QUICKLY, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).repos.map(({ name }: { name: string }) => name)).toEqual(['shop', 'shop-k8s-config']);
  expect(stderr).toContain('Next, signed in to AWS');
});

test.each([
  [['Shop', '--yes'], 'appName'],
  [['shop'], 'there is no terminal'],
  [['shop', '--answers', 'missing.yaml', '--yes'], 'missing.yaml'],
  [['shop', '--bogus'], '--bogus'],
])('ends with 2 for %j', async (args, said) => {
  const cwd = temporaryFolder();
  const { code, stdout, stderr } = await create(cwd, args);
  expect({ code, stdout, files: readdirSync(cwd) }).toEqual({ code: 2, stdout: '', files: [] });
  expect(stderr).toContain(said);
});

test('without git and npm on the machine the pair is rendered, and what was skipped is said', async () => {
  const [cwd, bin] = [temporaryFolder(), temporaryFolder()];
  symlinkSync(process.execPath, join(bin, 'node'));
  const { code, stderr } = await create(cwd, ['shop', '--yes'], environment({ PATH: bin }));
  expect(code).toBe(0);
  ['npm is not on this machine', 'git is not on this machine', 'no AWS credentials'].forEach((skipped) => expect(stderr).toContain(skipped));
  expect(readdirSync(cwd).sort()).toEqual(['shop', 'shop-k8s-config']);
});

test('gives the same bytes whatever the locale, the time zone and the umask', async () => {
  const trees = ['022', '077', '000'].map((umask, index) => {
    const cwd = temporaryFolder();
    const env = environment({ LC_ALL: ['C', 'tr_TR.UTF-8', 'ja_JP.UTF-8'][index], TZ: ['UTC', 'Asia/Kathmandu', 'America/St_Johns'][index] });
    spawnSync('sh', ['-c', `umask ${umask} && exec "$@"`, 'sh', process.execPath, COMMAND, 'shop', ...QUICKLY], { cwd, env });
    return readTree(cwd);
  });
  expect(Object.keys(trees[0]).length).toBeGreaterThan(50);
  expect(trees[1]).toEqual(trees[0]);
  expect(trees[2]).toEqual(trees[0]);
});

test('an end from outside, while packages are installed, leaves nothing behind', async () => {
  const [cwd, bin] = [temporaryFolder(), temporaryFolder()];
  // An npm that takes its time, and says when it has begun.
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\ntouch ${join(bin, 'begun')}\nexec sleep 30\n`);
  chmodSync(join(bin, 'npm'), 0o755);
  const child = spawn(process.execPath, [COMMAND, 'shop', '--yes', '--directory', 'new'], { cwd, env: environment({ PATH: `${bin}:${process.env.PATH}` }), stdio: 'ignore' });
  while (!readdirSync(bin).includes('begun')) {
    await new Promise((done) => setTimeout(done, 20));
  }
  child.kill('SIGTERM');
  expect(await new Promise((done) => child.once('exit', done))).toBe(130);
  expect(readdirSync(cwd)).toEqual([]);
});

describe('in a terminal', () => {
  const inTerminal = (cwd: string, keys: readonly string[], args: readonly string[]) => run('python3',
    [join(__dirname, '..', 'support', 'terminal.py'), ...keys, '--', process.execPath, COMMAND, ...args], cwd, environment({ TERM: 'xterm', COLUMNS: '120' }));

  testWith(PYTHON)('questions are asked, a wrong answer is told at once, and the pair is written', async () => {
    const cwd = temporaryFolder();
    const keys = ['Shop\\r', '\\x7f\\x7f\\x7f\\x7fshop\\r', '\\r', '3\\r', '\\x1b[B\\r', '\\r', '\\r'];
    const { code, stdout } = await inTerminal(cwd, keys, ['--no-install', '--no-git']);
    expect(stdout).toContain('must be a DNS label');
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'shop', '.projenrc.json'), 'utf8'))).toMatchObject({ replicas: 3, syncPolicy: 'automated' });
  });

  testWith(PYTHON)('Ctrl-C at a question ends with 130 and leaves nothing behind', async () => {
    const cwd = temporaryFolder();
    const { code } = await inTerminal(cwd, ['shop\\r', '\\x03'], []);
    expect(code).toBe(130);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test('the folder of the command line may be a link', async () => {
  const [cwd, elsewhere] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(elsewhere, 'bin'));
  symlinkSync(COMMAND, join(elsewhere, 'bin', 'create-gitops-eks'));
  const { code } = await run(process.execPath, [join(elsewhere, 'bin', 'create-gitops-eks'), '--version'], dirname(cwd), environment());
  expect(code).toBe(0);
});
