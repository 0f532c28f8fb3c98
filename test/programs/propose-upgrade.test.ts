import { createHash } from 'node:crypto';
import { callInProcess, FakeCodeCommit, type Input } from '../aws-stand-in';
import { loadProgram, programSource } from './load-program';
import { temporaryFolder } from '../support/temporary-folder';

interface Changed { readonly path: unknown; readonly mode?: string; readonly content?: unknown }
type Patch = Record<string, { commit: unknown; files: unknown } | undefined>;

const program = loadProgram<{ propose(input: object): Promise<void> }>(programSource('propose-upgrade'));
const [APP, CONFIG] = ['my-app', 'my-app-config'];
const base64 = (text: string) => Buffer.from(text).toString('base64');
const file = (path: string, text: string, mode = '100644'): Changed => ({ path, mode, content: base64(text) });

let fake: FakeCodeCommit;
let requests: Set<string>;
let said: string[];
const call = (operation: string, input: Input): Input => fake.answer(operation, input) as Input;
const tip = (repositoryName: string, branchName = 'main'): string =>
  call('GetBranch', { repositoryName, branchName }).branch.commitId;
const tips = () => [tip(APP), tip(CONFIG)];

function commit(repositoryName: string, files: Record<string, string>, branchName = 'main', more: Input = {}): string {
  const parentCommitId = fake.repositories.get({ repositoryName }).tip(`refs/heads/${branchName}`);
  const putFiles = Object.entries(files).map(([filePath, text]) => ({ filePath, fileContent: base64(text) }));
  return call('CreateCommit', { repositoryName, branchName, parentCommitId, putFiles, ...more }).commitId;
}

beforeEach(() => {
  requests = new Set();
  said = [];
  fake = new FakeCodeCommit({
    folder: temporaryFolder(),
    onRequest: (action, resource, _key, references) =>
      requests.add([action, resource.split(':').at(-1), ...references].join(' ')),
  });
  for (const repositoryName of [APP, CONFIG]) {
    call('CreateRepository', { repositoryName });
    commit(repositoryName, { 'package.json': '1', 'lock': '1', 'old.sh': '#!' });
  }
  requests.clear();
});

/** A patch of these files on the tips of both repositories. */
const patchOf = (app: readonly Changed[], config: readonly Changed[] = []): Patch => ({
  app: { commit: tip(APP), files: app }, config: { commit: tip(CONFIG), files: config },
});
const UPGRADE = [file('package.json', '2'), file('new.sh', '#!/bin/sh', '100755'), { path: 'old.sh' }];

async function propose(patch: Patch | Input | undefined): Promise<string> {
  await program.propose({
    env: { APP_REPOSITORY: APP, CONFIG_REPOSITORY: CONFIG, BRANCH: 'main' },
    patch,
    call: callInProcess({ codecommit: fake }),
    say: (text: string) => said.push(text),
  });
  return said.splice(0).join('\n');
}

const open = (repositoryName: string): string[] =>
  call('ListPullRequests', { repositoryName, pullRequestStatus: 'OPEN' }).pullRequestIds;
const target = (pullRequestId: string): Input => call('GetPullRequest', { pullRequestId }).pullRequest.pullRequestTargets[0];
const branchOf = (id: string): string => target(id).sourceReference.replace('refs/heads/', '');

/** The change of a pull request: each path, and its new text and mode. */
function changeOf(id: string): Record<string, string | null> {
  const { repositoryName, mergeBase, sourceCommit } = target(id);
  const { differences } = call('GetDifferences', {
    repositoryName, beforeCommitSpecifier: mergeBase, afterCommitSpecifier: sourceCommit,
  });
  return Object.fromEntries(differences.map(({ beforeBlob, afterBlob }: Input) => {
    if (!afterBlob) {
      return [beforeBlob.path, null];
    }
    const { fileContent, fileMode } = call('GetFile', {
      repositoryName, commitSpecifier: sourceCommit, filePath: afterBlob.path,
    });
    return [afterBlob.path, `${fileMode} ${Buffer.from(fileContent, 'base64').toString()}`];
  }));
}

const CHANGE = { 'package.json': 'NORMAL 2', 'new.sh': 'EXECUTABLE #!/bin/sh', 'old.sh': null };

test('opens one pull request in each repository that changes, and leaves the default branches unchanged', async () => {
  const before = tips();
  expect(await propose(patchOf(UPGRADE, [file('lock', '2')]))).toBe(
    'my-app: Pull request 1 is open.\nmy-app-config: Pull request 2 is open.',
  );
  expect(changeOf('1')).toEqual(CHANGE);
  expect(changeOf('2')).toEqual({ lock: 'NORMAL 2' });
  expect([branchOf('1'), branchOf('2')]).toEqual(before.map((commitId) => `upgrade/${commitId}`));
  expect(tips()).toEqual(before);
});

test('opens none where nothing changes', async () => {
  expect(await propose(patchOf([]))).toBe('my-app: Nothing to upgrade.\nmy-app-config: Nothing to upgrade.');
  expect(await propose(patchOf([file('lock', '1')]))).toContain('my-app: Nothing to upgrade.');
  expect([open(APP), open(CONFIG)]).toEqual([[], []]);
});

test('needs no more than these rights', async () => {
  await propose(patchOf(UPGRADE));
  await propose(patchOf([file('lock', '2')]));
  await propose(patchOf([]));
  expect([...requests].filter((request) => request.includes(' my-app ') || request.endsWith(' my-app')).sort()).toEqual([
    `codecommit:CreateBranch my-app refs/heads/upgrade/${tip(APP)}`,
    `codecommit:CreateCommit my-app refs/heads/upgrade/${tip(APP)}`,
    'codecommit:CreatePullRequest my-app',
    'codecommit:GetBranch my-app',
    'codecommit:GetCommit my-app',
    'codecommit:GetDifferences my-app',
    'codecommit:GetFile my-app',
    'codecommit:GetPullRequest my-app',
    'codecommit:ListPullRequests my-app',
    'codecommit:UpdatePullRequestStatus my-app',
  ]);
});

describe('while a pull request is open', () => {
  beforeEach(() => propose(patchOf(UPGRADE)));

  test('the same upgrade changes nothing', async () => {
    const before = tip(APP, branchOf('1'));
    expect(await propose(patchOf(UPGRADE))).toContain('my-app: Pull request 1 is up to date.');
    expect([open(APP), tip(APP, branchOf('1'))]).toEqual([['1'], before]);
  });

  test('another upgrade updates it, and takes back what it no longer changes', async () => {
    expect(await propose(patchOf([file('package.json', '3'), file('more', '1')]))).toContain(
      'my-app: Pull request 1 is updated.',
    );
    expect(changeOf('1')).toEqual({ 'package.json': 'NORMAL 3', 'more': 'NORMAL 1' });
    expect(open(APP)).toEqual(['1']);
  });

  test('and main has changed other files, the same pull request is updated and can be merged', async () => {
    const before = commit(APP, { server: '2' });
    expect(await propose(patchOf([file('package.json', '3')]))).toContain('Pull request 1 is updated.');
    call('MergePullRequestBySquash', { pullRequestId: '1', repositoryName: APP });
    const { differences } = call('GetDifferences', {
      repositoryName: APP, beforeCommitSpecifier: before, afterCommitSpecifier: 'main',
    });
    expect(differences.map(({ afterBlob }: Input) => afterBlob?.path)).toEqual(['package.json']);
  });

  test('and main has changed the same file, a new pull request supersedes it', async () => {
    commit(APP, { 'package.json': '1b' });
    expect(await propose(patchOf([file('package.json', '3')]))).toContain(
      'my-app: Pull request 1 is closed: 2 supersedes it.\nmy-app: Pull request 2 is open.',
    );
    expect([open(APP), changeOf('2')]).toEqual([['2'], { 'package.json': 'NORMAL 3' }]);
    call('MergePullRequestByFastForward', { pullRequestId: '2', repositoryName: APP });
  });

  test('and the upgrade has reached main in another way, closes it', async () => {
    commit(APP, { 'package.json': '2' });
    expect(await propose(patchOf([]))).toContain('my-app: Pull request 1 is closed: main is up to date.');
    expect(open(APP)).toEqual([]);
  });

  test('with a commit of another author, it stays as it is', async () => {
    const theirs = commit(APP, { fix: '1' }, branchOf('1'), { email: 'jane@example.com' });
    for (const files of [[file('package.json', '3')], []]) {
      expect(await propose(patchOf(files))).toContain('my-app: Pull request 1 has a commit of another author');
    }
    expect([open(APP), tip(APP, branchOf('1'))]).toEqual([['1'], theirs]);
  });

  test('a second one from a duplicate event is closed', async () => {
    const targets = [{ repositoryName: APP, sourceReference: branchOf('1'), destinationReference: 'main' }];
    call('CreatePullRequest', { title: 'Again', targets });
    await propose(patchOf(UPGRADE));
    expect(open(APP)).toHaveLength(1);
  });

  test('pull requests of people and of other branches are left alone', async () => {
    call('CreateBranch', { repositoryName: APP, branchName: 'release', commitId: tip(APP) });
    call('CreateBranch', { repositoryName: APP, branchName: 'upgraded', commitId: tip(APP) });
    for (const [sourceReference, destinationReference] of [['upgraded', 'main'], [branchOf('1'), 'release']]) {
      call('CreatePullRequest', { title: 'T', targets: [{ repositoryName: APP, sourceReference, destinationReference }] });
    }
    await propose(patchOf([]));
    expect(open(APP)).toEqual(['3', '2']);
  });

  test('after its merge, the next upgrade opens another', async () => {
    call('MergePullRequestBySquash', { pullRequestId: '1', repositoryName: APP });
    expect(await propose(patchOf([file('package.json', '3')]))).toContain('my-app: Pull request 2 is open.');
    expect(changeOf('2')).toEqual({ 'package.json': 'NORMAL 3' });
  });

  test('after it was closed without a merge, the next upgrade proposes its files again', async () => {
    call('UpdatePullRequestStatus', { pullRequestId: '1', pullRequestStatus: 'CLOSED' });
    expect(await propose(patchOf([file('package.json', '3')]))).toContain('my-app: Pull request 2 is open.');
    expect(changeOf('2')).toEqual({ 'package.json': 'NORMAL 3' });
  });
});

test.each(['create-branch', 'create-commit', 'create-pull-request'])(
  'the next run completes one that stopped before or after %s',
  async (step) => {
    for (const [number, stopAfter] of [false, true].entries()) {
      const stopping = callInProcess({ codecommit: fake });
      const stopped = program.propose({
        env: { APP_REPOSITORY: APP, CONFIG_REPOSITORY: CONFIG, BRANCH: 'main' },
        patch: patchOf(UPGRADE),
        call: async (service: string, operation: string, input: Input) => {
          if (operation === step) {
            await (stopAfter ? stopping(service, operation, input) : undefined);
            throw new Error('stopped');
          }
          return stopping(service, operation, input);
        },
        say: () => undefined,
      });
      await expect(stopped).rejects.toThrow('stopped');
      await propose(patchOf(UPGRADE));
      expect(open(APP)).toHaveLength(1);
      expect(changeOf(open(APP)[0])).toEqual(CHANGE);
      call('UpdatePullRequestStatus', { pullRequestId: open(APP)[0], pullRequestStatus: 'CLOSED' });
      commit(APP, { other: String(number) });
    }
  },
);

test('a failure in one repository does not keep the other from its pull request', async () => {
  const patch = { ...patchOf([], [file('lock', '2')]), app: { commit: tip(CONFIG), files: UPGRADE } };
  commit(APP, { other: '1' });
  await expect(propose(patch)).rejects.toThrow(
    `my-app: main is at ${tip(APP)}, but the upgrade began at ${tip(CONFIG)}. Run: npx projen upgrades:run`,
  );
  expect([open(APP), open(CONFIG)]).toEqual([[], ['1']]);
});

describe('refuses, and commits nothing', () => {
  const sha = (text: string) => createHash('sha1').update(text).digest('hex');
  const large = (megabytes: number, path: string) => file(path, 'x'.repeat(megabytes * 2 ** 20));

  test.each<[string, unknown, string]>([
    ['a path above the repository', [file('../x', '')], '"../x" is not a path of a file in the repository.'],
    ['an absolute path', [file('/etc/passwd', '')], 'is not a path'],
    ['an empty part', [file('a//b', '')], 'is not a path'],
    ['a dot', [file('a/./b', '')], 'is not a path'],
    ['a folder', [file('a/', '')], 'is not a path'],
    ['no path', [{ mode: '100644', content: '' }], 'is not a path'],
    ['a list as a path', [{ ...file('', ''), path: ['a'] }], 'is not a path'],
    ['Git\'s folder', [file('.git/config', '')], 'is not a path'],
    ['Git\'s folder below another one', [file('a/.git/hooks/post-checkout', '')], 'is not a path'],
    ['Git\'s folder in capital letters', [file('.GIT/config', '')], 'is not a path'],
    ['Git\'s folder on Windows', [file('git~1/config', '')], 'is not a path'],
    ['Git\'s folder with a dot at the end', [file('.git./config', '')], 'is not a path'],
    ['Git\'s folder as a stream', [file('.git::$INDEX_ALLOCATION/config', '')], 'is not a path'],
    ['Git\'s folder with an invisible character', [file('.g\u200cit/config', '')], 'is not a path'],
    ['a backslash', [file('a\\..\\..\\b', '')], 'is not a path'],
    ['a line break', [file('a\nb', '')], 'is not a path'],
    ['submodules', [file('.gitmodules', '')], 'is not a path'],
    ['a deletion of Git\'s folder', [{ path: '.git/HEAD' }], 'is not a path'],
    ['a symbolic link', [file('link', '/etc/passwd', '120000')], 'link has the mode "120000"'],
    ['a submodule', [file('sub', '', '160000')], 'has the mode'],
    ['a mode of JavaScript', [file('a', '', 'toString')], 'has the mode'],
    ['two files of one path', [file('a', '1'), file('a', '2')], 'a occurs twice.'],
    ['content that is no text', [{ path: 'a', mode: '100644', content: 1 }], 'is not base64'],
    ['content that is no base64', [{ path: 'a', mode: '100644', content: '%%' }], 'is not base64'],
    ['a file of more than 6 MB', [large(6.1, 'a')], 'a exceeds the size'],
    ['more than 7 MB together', [large(4, 'a'), large(3.1, 'b')], 'b exceeds the size'],
    ['no list', 'files', 'has no list of files'],
  ])('%s', async (_, files, message) => {
    await expect(propose({ ...patchOf([]), app: { commit: tip(APP), files } })).rejects.toThrow(message);
    expect([...requests].filter((request) => request.includes('Create'))).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['no commit', undefined, 'which is not a commit ID'],
    ['a branch as the commit', 'main', 'names "main", which is not a commit ID'],
    ['a list as the commit', ['a'.repeat(40)], 'which is not a commit ID'],
    ['a commit that is not the tip of main', sha('x'), 'but the upgrade began at'],
  ])('%s', async (_, commitId, message) => {
    await expect(propose({ app: { commit: commitId, files: UPGRADE } })).rejects.toThrow(message);
    expect(open(APP)).toEqual([]);
  });

  test.each([undefined, null, [], 'text', {}])('%j as the patch', async (patch) => {
    await expect(propose(patch as Input)).rejects.toThrow('my-app: The upgrade names undefined');
  });

  test('a branch upgrade/* with a commit of another author', async () => {
    const branchName = `upgrade/${tip(APP)}`;
    call('CreateBranch', { repositoryName: APP, branchName, commitId: tip(APP) });
    const theirs = commit(APP, { fix: '1' }, branchName);
    await expect(propose(patchOf(UPGRADE))).rejects.toThrow(`The branch ${branchName} has a commit of another author.`);
    expect(tip(APP, branchName)).toBe(theirs);
  });
});
