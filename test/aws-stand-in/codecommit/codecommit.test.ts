import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeCodeCommit, Input } from '.';
import { temporaryFolder } from '../../support/temporary-folder';

let folder: string;
let fake: FakeCodeCommit;

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
/** Adds the repository, unless the operation identifies a pull request. */
const call = (operation: string, input: Input = {}): Input =>
  fake.answer(
    operation,
    input.targets || operation.endsWith('PullRequest') || operation.endsWith('PullRequestStatus')
      ? input
      : { repositoryName: 'repo', ...input },
  );
const base64 = (text: string) => Buffer.from(text).toString('base64');
const commit = (parentCommitId: string | undefined, filePath: string, text: string, branchName = 'main') =>
  call('CreateCommit', {
    branchName, parentCommitId, putFiles: [{ filePath, fileContent: base64(text) }], commitMessage: 'Change\n',
  }).commitId as string;
const tip = (branchName = 'main') => call('GetBranch', { branchName }).branch.commitId as string;
const errorOf = (does: () => unknown): string => {
  try {
    does();
  } catch (error) {
    return (error as Error).name;
  }
  return 'none';
};

beforeEach(() => {
  folder = temporaryFolder();
  fake = new FakeCodeCommit({ folder, now: () => new Date('2026-11-22T00:00:00Z') });
  call('CreateRepository');
});

const path = () => fake.repositories.path('repo');
const fsck = () =>
  git(path(), 'fsck', '--strict', '--full')
    .split('\n')
    .filter((line) => line && !line.startsWith('dangling'));

test('git reads its objects: tree order, file modes, merges', () => {
  const one = commit(undefined, 'a.txt', 'one');
  const names = ['a/x', 'a-b', 'a.b', 'a0', 'k8s/overlays/dev/k.yaml', 'é'];
  const putFiles = names.map((filePath) => ({
    filePath, fileContent: base64(filePath), fileMode: filePath === 'a0' ? 'EXECUTABLE' : 'NORMAL',
  }));
  const two = call('CreateCommit', {
    branchName: 'main',
    parentCommitId: one,
    putFiles,
    commitMessage: 'Many\n',
    authorName: 'É <x>',
    email: 'e@example.com',
  }).commitId;
  call('CreateCommit', { branchName: 'main', parentCommitId: two, deleteFiles: [{ filePath: 'a/x' }] });
  expect(fsck()).toEqual([]);
  expect(git(path(), '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', 'main').split('\n').sort()).toEqual(
    [...names.slice(1), 'a.txt'].sort(),
  );
  expect(git(path(), 'ls-tree', 'main', 'a0')).toContain('100755');
  expect(git(path(), 'log', '-1', '--format=%an <%ae> %aI', two)).toBe('É x <e@example.com> 2026-11-22T00:00:00+00:00');
});

test('reads what git pushes: loose objects, packs and packed references', () => {
  commit(undefined, 'a.txt', 'one');
  git(folder, 'clone', '--quiet', path(), 'clone');
  const clone = join(folder, 'clone');
  for (let number = 0; number < 120; number++) {
    writeFileSync(join(clone, `${number}.txt`), String(number));
  }
  git(clone, 'add', '.');
  git(clone, 'commit', '--quiet', '--message', 'Many');
  git(clone, 'push', '--quiet', 'origin', 'main');
  expect(tip()).toBe(git(clone, 'rev-parse', 'HEAD'));
  git(path(), 'gc', '--quiet');
  const fresh = new FakeCodeCommit({ folder });
  expect(fresh.answer('GetFile', { repositoryName: 'repo', filePath: '7.txt', commitSpecifier: 'main' })).toMatchObject(
    { fileContent: base64('7') },
  );
  const next = (
    fresh.answer('CreateCommit', {
      repositoryName: 'repo',
      branchName: 'main',
      parentCommitId: tip(),
      putFiles: [{ filePath: 'b', fileContent: base64('b') }],
    }) as Input
  ).commitId;
  git(clone, 'pull', '--quiet');
  expect(git(clone, 'rev-parse', 'HEAD')).toBe(next);
  expect(fsck()).toEqual([]);
});

test('a concurrent push makes the parent commit outdated', () => {
  const one = commit(undefined, 'a.txt', 'one');
  git(folder, 'clone', '--quiet', path(), 'clone');
  git(join(folder, 'clone'), 'commit', '--quiet', '--allow-empty', '--message', 'Between');
  git(join(folder, 'clone'), 'push', '--quiet', 'origin', 'main');
  expect(errorOf(() => commit(one, 'a.txt', 'two'))).toBe('ParentCommitIdOutdatedException');
});

test('refuses to move a reference that git has locked', () => {
  const one = commit(undefined, 'a.txt', 'one');
  writeFileSync(join(path(), 'refs/heads/main.lock'), '');
  expect(errorOf(() => commit(one, 'a.txt', 'two'))).toBe('ConcurrentReferenceUpdateException');
});

test('changes the default branch, whose deletion git refuses', () => {
  const one = commit(undefined, 'a.txt', 'one');
  expect(call('GetRepository').repositoryMetadata.defaultBranch).toBe('main');
  expect(errorOf(() => call('UpdateDefaultBranch', { defaultBranchName: 'trunk' }))).toBe('BranchDoesNotExistException');
  call('CreateBranch', { branchName: 'trunk', commitId: one });
  call('UpdateDefaultBranch', { defaultBranchName: 'trunk' });
  expect(call('GetRepository').repositoryMetadata.defaultBranch).toBe('trunk');
  git(folder, 'clone', '--quiet', path(), 'clone');
  expect(git(join(folder, 'clone'), 'branch', '--show-current')).toBe('trunk');
  expect(() => git(join(folder, 'clone'), 'push', '--quiet', 'origin', '--delete', 'trunk')).toThrow('refusing to delete');
  git(join(folder, 'clone'), 'push', '--quiet', 'origin', '--delete', 'main');
  expect(errorOf(() => tip())).toBe('BranchDoesNotExistException');
});

test('errors have the service\'s names', () => {
  expect(errorOf(() => tip())).toBe('BranchDoesNotExistException');
  const one = commit(undefined, 'a.txt', 'one');
  const nothing = 'e'.repeat(40);
  expect(errorOf(() => call('GetBranch', { repositoryName: 'none', branchName: 'main' }))).toBe(
    'RepositoryDoesNotExistException',
  );
  expect(errorOf(() => call('GetBranch', { repositoryName: '..', branchName: 'main' }))).toBe(
    'RepositoryDoesNotExistException',
  );
  expect(errorOf(() => call('CreateRepository'))).toBe('RepositoryNameExistsException');
  expect(errorOf(() => tip('none'))).toBe('BranchDoesNotExistException');
  expect(errorOf(() => tip('a..b'))).toBe('InvalidBranchNameException');
  expect(errorOf(() => call('GetCommit', { commitId: nothing }))).toBe('CommitIdDoesNotExistException');
  expect(errorOf(() => call('GetCommit', { commitId: 'main' }))).toBe('InvalidCommitIdException');
  expect(errorOf(() => call('GetFile', { filePath: 'none', commitSpecifier: one }))).toBe('FileDoesNotExistException');
  expect(errorOf(() => call('GetFile', { filePath: 'a.txt', commitSpecifier: nothing }))).toBe(
    'CommitDoesNotExistException',
  );
  expect(errorOf(() => call('CreateBranch', { branchName: 'main', commitId: one }))).toBe('BranchNameExistsException');
  expect(errorOf(() => call('CreateBranch', { branchName: 'b', commitId: nothing }))).toBe(
    'CommitDoesNotExistException',
  );
  expect(errorOf(() => commit(undefined, 'a.txt', 'two'))).toBe('ParentCommitIdRequiredException');
  expect(errorOf(() => commit(nothing, 'a.txt', 'two'))).toBe('ParentCommitDoesNotExistException');
  expect(errorOf(() => commit('main', 'a.txt', 'two'))).toBe('InvalidParentCommitIdException');
  expect(errorOf(() => commit(one, 'a.txt', 'one'))).toBe('NoChangeException');
  expect(errorOf(() => call('GetPullRequest', { pullRequestId: '9' }))).toBe('PullRequestDoesNotExistException');
  expect(errorOf(() => call('toString'))).toBe('UnknownOperationException');
  expect(errorOf(() => call('DeleteRepository'))).toBe('UnknownOperationException');
});

test('the differences of two commits are those that git lists', () => {
  const one = commit(undefined, 'a.txt', 'one');
  const two = commit(one, 'b/c.txt', 'two');
  const three = call('CreateCommit', {
    branchName: 'main',
    parentCommitId: two,
    putFiles: [{ filePath: 'b/c.txt', fileContent: base64('three') }, { filePath: 'd', fileContent: base64('four') }],
    deleteFiles: [{ filePath: 'a.txt' }],
  }).commitId;
  const { differences } = call('GetDifferences', { beforeCommitSpecifier: two, afterCommitSpecifier: 'main' });
  const listed = differences.map(({ changeType, beforeBlob, afterBlob }: Input) =>
    `:${beforeBlob?.mode ?? '000000'} ${afterBlob?.mode ?? '000000'} ${beforeBlob?.blobId ?? '0'.repeat(40)} `
    + `${afterBlob?.blobId ?? '0'.repeat(40)} ${changeType}\t${(afterBlob ?? beforeBlob).path}`);
  expect(listed.join('\n')).toBe(git(path(), 'diff', '--raw', '--no-renames', '--abbrev=40', two, three));
  expect(call('GetDifferences', { afterCommitSpecifier: one }).differences).toMatchObject([{ changeType: 'A' }]);
  const page = call('GetDifferences', { beforeCommitSpecifier: two, afterCommitSpecifier: three, MaxResults: 2 });
  expect([page.differences.length, typeof page.NextToken]).toEqual([2, 'string']);
  expect(errorOf(() => call('GetDifferences', { afterCommitSpecifier: 'none' }))).toBe('CommitDoesNotExistException');
});

describe('pull requests', () => {
  beforeEach(() => {
    const one = commit(undefined, 'a.txt', 'one');
    call('CreateBranch', { branchName: 'feature', commitId: one });
    commit(one, 'b/c.txt', 'two', 'feature');
    call('CreatePullRequest', { title: 'Feature', targets: [{ repositoryName: 'repo', sourceReference: 'feature' }] });
  });

  test.each([
    ['FastForward', 'feature'],
    ['Squash', 'main~1'],
    ['ThreeWay', 'main^2'],
  ])('merge: %s', (option, expected) => {
    if (option !== 'FastForward') {
      commit(tip(), 'd.txt', 'three');
    }
    const before = tip();
    call(`MergePullRequestBy${option}`, { pullRequestId: '1' });
    expect(git(path(), 'rev-parse', option === 'FastForward' ? 'main' : expected)).toBe(
      option === 'Squash' ? before : tip('feature'),
    );
    expect(git(path(), 'show', 'main:b/c.txt')).toBe('two');
    expect(fsck()).toEqual([]);
    expect(call('GetPullRequest', { pullRequestId: '1' }).pullRequest).toMatchObject({
      pullRequestStatus: 'CLOSED', pullRequestTargets: [{ mergeMetadata: { isMerged: true, mergeCommitId: tip() } }],
    });
    expect(errorOf(() => call('MergePullRequestBySquash', { pullRequestId: '1' }))).toBe(
      'PullRequestAlreadyClosedException',
    );
  });

  test('with conflicts are not merged', () => {
    commit(tip(), 'b/c.txt', 'other');
    for (const option of ['FastForward', 'Squash', 'ThreeWay']) {
      expect(errorOf(() => call(`MergePullRequestBy${option}`, { pullRequestId: '1' }))).toBe(
        'ManualMergeRequiredException',
      );
    }
  });

  test('close only once', () => {
    call('UpdatePullRequestStatus', { pullRequestId: '1', pullRequestStatus: 'CLOSED' });
    expect(call('ListPullRequests', { pullRequestStatus: 'OPEN' }).pullRequestIds).toEqual([]);
    expect(errorOf(() => call('UpdatePullRequestStatus', { pullRequestId: '1', pullRequestStatus: 'CLOSED' }))).toBe(
      'InvalidPullRequestStatusUpdateException',
    );
  });
});
