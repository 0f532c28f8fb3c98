import { createHash } from 'node:crypto';
import { APP, file, Proposals, UPGRADE } from './upgrade-proposals';
import { temporaryFolder } from '../support/temporary-folder';

let pair: Proposals;

beforeEach(() => {
  pair = new Proposals(temporaryFolder());
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
    await expect(pair.propose({ ...pair.patchOf([]), app: { commit: pair.tip(APP), files } })).rejects.toThrow(message);
    expect([...pair.requests].filter((request) => request.includes('Create'))).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['no commit', undefined, 'which is not a commit ID'],
    ['a branch as the commit', 'main', 'names "main", which is not a commit ID'],
    ['a list as the commit', ['a'.repeat(40)], 'which is not a commit ID'],
    ['a commit that is not the tip of main', sha('x'), 'but the upgrade began at'],
  ])('%s', async (_, commitId, message) => {
    await expect(pair.propose({ app: { commit: commitId, files: UPGRADE } })).rejects.toThrow(message);
    expect(pair.open(APP)).toEqual([]);
  });

  test.each([undefined, null, [], 'text', {}])('%j as the patch', async (patch) => {
    await expect(pair.propose(patch)).rejects.toThrow('my-app: The upgrade names undefined');
  });

  test('a branch upgrade/* with a commit of another author', async () => {
    const branchName = `upgrade/${pair.tip(APP)}`;
    pair.call('CreateBranch', { repositoryName: APP, branchName, commitId: pair.tip(APP) });
    const theirs = pair.commit(APP, { fix: '1' }, branchName);
    await expect(pair.propose(pair.patchOf(UPGRADE))).rejects.toThrow(`The branch ${branchName} has a commit of another author.`);
    expect(pair.tip(APP, branchName)).toBe(theirs);
  });
});
