import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { type Ended, run } from '../support/run';
import { readTree } from '../support/tree';

/** The caller's variables and Git settings change nothing: the same answers give the same pair, commits and tasks. */
jest.setTimeout(120_000);

const IDENTITY = '[user]\n\tname = Dev Eloper\n\temail = dev@example.com\n';
const ANSWERS = ['shop', '--yes', '--region', 'eu-west-1', '--account-id', '012345678901'];
const REPOS = ['shop', 'shop-k8s-config'];

/** Settings of the caller's machine. `$OTHER` is a repository of the caller, `$HOME` the caller's home. */
interface World {
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: string;
  /** Files of the caller's home. */
  readonly files?: Readonly<Record<string, string>>;
}

const localVariables = execFileSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' }).trim().split('\n');
const FAILS = '#!/bin/sh\nexit 1\n';

const WORLDS: Readonly<Record<string, World>> = {
  ...Object.fromEntries(localVariables.map((name) => [name, { env: { [name]: '$OTHER/.git' } }])),
  'GIT_DIR and GIT_WORK_TREE': { env: { GIT_DIR: '$OTHER/.git', GIT_WORK_TREE: '$OTHER' } },
  'GIT_INDEX_FILE': { env: { GIT_INDEX_FILE: '$OTHER/.git/index' } },
  'GIT_CONFIG_COUNT': {
    env: { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.worktree', GIT_CONFIG_VALUE_0: '$OTHER' },
  },
  'GIT_CONFIG_PARAMETERS': { env: { GIT_CONFIG_PARAMETERS: "'core.bare'='true'" } },
  'GIT_NAMESPACE': { env: { GIT_NAMESPACE: 'elsewhere' } },
  'GIT_TEMPLATE_DIR': {
    env: { GIT_TEMPLATE_DIR: '$HOME' }, files: { 'info/exclude': 'scripts/\n', 'hooks/pre-commit': FAILS },
  },
  'GIT_DEFAULT_HASH': { env: { GIT_DEFAULT_HASH: 'sha256' } },
  'GIT_LITERAL_PATHSPECS': { env: { GIT_ICASE_PATHSPECS: '1', GIT_GLOB_PATHSPECS: '1' } },
  'GIT_TRACE': { env: { GIT_TRACE: '1', GIT_TRACE_SETUP: '1' } },
  'core.excludesFile': { config: '[core]\n\texcludesFile = $HOME/ignore\n', files: { ignore: 'lib/\n*.json\n' } },
  'the default exclude file': { files: { '.config/git/ignore': 'lib/\n*.md\n' } },
  'core.attributesFile': {
    config: '[core]\n\tattributesFile = $HOME/attributes\n[filter "x"]\n\tclean = rev\n',
    files: { attributes: '* filter=x\n' },
  },
  'core.hooksPath': {
    config: '[core]\n\thooksPath = $HOME/hooks\n', files: { 'hooks/pre-commit': FAILS, 'hooks/commit-msg': FAILS },
  },
  'init.templateDir': {
    config: '[init]\n\ttemplateDir = $HOME/template\n',
    files: { 'template/hooks/pre-commit': FAILS, 'template/info/exclude': 'k8s/\n' },
  },
  'init.defaultBranch and init.defaultObjectFormat': {
    config: '[init]\n\tdefaultBranch = trunk\n\tdefaultObjectFormat = sha256\n',
  },
  'core.autocrlf and core.safecrlf': { config: '[core]\n\tautocrlf = true\n\tsafecrlf = true\n\teol = crlf\n' },
  'core.fileMode': { config: '[core]\n\tfileMode = false\n' },
  'core.sparseCheckout': { config: '[core]\n\tsparseCheckout = true\n\tbare = true\n' },
  'commit.cleanup and i18n.commitEncoding': {
    config: '[commit]\n\tcleanup = scissors\n\tverbose = true\n[i18n]\n\tcommitEncoding = latin1\n',
  },
  'CDPATH': { env: { CDPATH: '$OTHER:.' } },
  'BASH_ENV': {
    env: { BASH_ENV: '$HOME/profile', ENV: '$HOME/profile' }, files: { profile: 'cd /; echo profile; set -x\n' },
  },
  'SHELLOPTS and BASHOPTS': { env: { SHELLOPTS: 'noglob:xtrace', BASHOPTS: 'nocasematch' } },
  'exported functions': { env: { 'BASH_FUNC_cd%%': '() { echo moved; }' } },
  'POSIXLY_CORRECT': { env: { POSIXLY_CORRECT: '1' } },
  'GREP_OPTIONS': { env: { GREP_OPTIONS: '--invert-match' } },
  'LC_ALL': { env: { LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'de' } },
  'PROJEN_EJECTING': { env: { PROJEN_EJECTING: '1' } },
  'GIT_AUTHOR_NAME and GIT_COMMITTER_EMAIL, empty': { env: { GIT_AUTHOR_NAME: '', GIT_COMMITTER_EMAIL: '' } },
  'AWS_CONFIG_FILE, a device that never ends': { env: { AWS_CONFIG_FILE: '/dev/zero' } },
  'core.fsmonitor': { config: '[core]\n\tfsmonitor = true\n\tuntrackedCache = true\n\tsplitIndex = true\n' },
  'safe.bareRepository and url.insteadOf': {
    config: '[safe]\n\tbareRepository = explicit\n[url "ssh://elsewhere/"]\n\tinsteadOf = /\n',
  },
  'NODE_ENV': { env: { NODE_ENV: 'production' } },
};

let commandLine: CommandLine;
let expected: unknown;
beforeAll(async () => {
  commandLine = new CommandLine();
  expected = (await makePair('nothing special', {})).pair;
});
afterAll(() => commandLine?.remove());

/** Creates the pair in a world, and a repository of the caller beside it. */
async function makePair(name: string, { env = {}, config = '', files = {} }: World) {
  const [home, other, cwd] = ['home', 'other', 'pair'].map((kind) =>
    commandLine.newFolder(`${name} ${kind}`.replace(/[^a-zA-Z0-9]/g, '-')),
  );
  const fill = (text: string) => text.replaceAll('$OTHER', other).replaceAll('$HOME', home);
  Object.entries(files).forEach(([path, text]) => {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text, { mode: 0o755 });
  });
  const git = (folder: string, ...args: string[]) => existsSync(join(folder, '.git')) || args[0] === 'init'
    ? execFileSync('git', args, { cwd: folder, env: commandLine.environment(), encoding: 'utf8' })
    : 'none';
  git(other, 'init', '--quiet');
  writeFileSync(join(other, 'staged.txt'), 'staged\n');
  git(other, 'add', 'staged.txt');
  writeFileSync(join(home, '.gitconfig'), IDENTITY + fill(config));
  const world = commandLine.environment({
    HOME: home,
    ...Object.fromEntries(Object.entries(env).map(([key, value]) => [key, fill(value)])),
  });
  const ended = await run(process.execPath, [commandLine.bin, ...ANSWERS, '--no-install'], cwd, world);
  const tasks: Ended[] = [];
  for (const repo of ended.code === 0 ? REPOS : []) {
    const {
      steps: [{ exec }],
    } = JSON.parse(readFileSync(join(cwd, repo, '.projen/tasks.json'), 'utf8')).tasks['repos:push'];
    const { code, stdout, stderr } = await run('sh', ['-c', `${exec} --dry-run`], join(cwd, repo), world);
    // bash warns of locales that this machine lacks before it reads the first line; a trace of Git is what the caller
    // wants.
    tasks.push({ code, stdout, stderr: stderr.replace(/^.*setlocale.*\n|^[\d:.]{15} .*\n/gm, '') });
  }
  return {
    ended,
    pair: {
      files: readTree(cwd),
      commits: REPOS.map(
        (repo) => ended.code === 0 && git(join(cwd, repo), 'log', '--all', '--format=%D %T %an %e %s'),
      ),
      status: REPOS.map((repo) => ended.code === 0 && git(join(cwd, repo), 'status', '--porcelain', '--ignored')),
      tasks,
    },
    other: git(other, 'status', '--porcelain', '--branch'),
  };
}

test.each(Object.entries(WORLDS))('%s', async (name, world) => {
  const { ended, pair, other } = await makePair(name, world);
  expect(`${ended.code} ${ended.stderr}`).toMatch(/^0 /);
  expect(ended.stderr).not.toContain('Note:');
  expect(pair).toEqual(expected);
  expect(other).toMatch(/^## No commits yet on .*\nA {2}staged\.txt\n$/);
});

test('asks for the Git settings user.name and user.email when they are missing', async () => {
  const cwd = commandLine.newFolder('nobody');
  const home = commandLine.newFolder('home-of-nobody');
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tuseConfigOnly = true\n');
  const { code, stderr } = await commandLine.run([...ANSWERS, '--no-install'], cwd, { HOME: home });
  expect(stderr).toMatch(/Note: shop: .*user\.name.*git config --global user\.name .* && git commit/);
  expect(code).toBe(0);
});

describe('a first commit that fails', () => {
  const command = (note: string) => /Run in its folder: (.*)$/m.exec(note)?.[1] as string;

  test('leaves no half of a Git repository', async () => {
    const { ended, pair } = await makePair('half', { config: '[core]\n\tlogAllRefUpdates = never\n' });
    expect(ended.stderr).toContain('core.logallrefupdates');
    expect(pair.files).toEqual((expected as typeof pair).files);
    expect(pair.commits).toEqual(['none', 'none']);
  });

  test('is noticed although git reports success, and its note gives a command that makes the commit', async () => {
    const path = commandLine.newFolder('git-without-effect');
    writeFileSync(join(path, 'git'), '#!/bin/sh\n', { mode: 0o755 });
    const cwd = commandLine.newFolder('without effect');
    const home = commandLine.newFolder('home-without-effect');
    writeFileSync(join(home, '.gitconfig'), IDENTITY);
    const { stderr } = await commandLine.run([...ANSWERS, '--no-install'], cwd, { PATH: `${path}:${process.env.PATH}`, HOME: home });
    expect(stderr).toContain('shop: the first commit is missing or incomplete (git reported success and made no commit)');
    const repo = join(cwd, 'shop');
    const mended = await run(
      'sh',
      ['-c', `(${command(stderr)}) >&2 && git ls-files | wc -l`],
      repo,
      commandLine.environment({ HOME: home }),
    );
    expect(Number(mended.stdout)).toBe(Object.keys(readTree(repo)).length);
  });

  test('is described in words where the system does not start git', async () => {
    const path = commandLine.newFolder('git-that-is-a-folder');
    mkdirSync(join(path, 'git'));
    const cwd = commandLine.newFolder('a folder as git');
    const { stderr } = await commandLine.run([...ANSWERS, '--no-install'], cwd, { PATH: path });
    expect(stderr).toMatch(/Note: shop: .*\(git: permission denied \(EACCES, spawn git\)\)/);
  });
});

test('leaves commit signing to the user and says so', async () => {
  const { ended, pair } = await makePair('signed', {
    config: '[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n',
  });
  expect(pair).toEqual(expected);
  expect(ended.stderr).toMatch(
    /Note: shop: the first commit is not signed \(commit\.gpgSign\).*git commit --amend --no-edit --gpg-sign/,
  );
});
