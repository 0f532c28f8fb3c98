import type { Input } from '../aws-stand-in';
import { APP, CHANGE, CONFIG, file, Proposals, UPGRADE } from './upgrade-proposals';
import { temporaryFolder } from '../support/temporary-folder';

let pair: Proposals;

beforeEach(() => {
  pair = new Proposals(temporaryFolder());
});

test('opens one pull request in each repository that changes, and leaves the default branches unchanged', async () => {
  const before = [pair.tip(APP), pair.tip(CONFIG)];
  expect(await pair.propose(pair.patchOf(UPGRADE, [file('lock', '2')]))).toBe(
    'my-app: Pull request 1 is open.\nmy-app-config: Pull request 2 is open.',
  );
  expect(pair.changeOf('1')).toEqual(CHANGE);
  expect(pair.changeOf('2')).toEqual({ lock: 'NORMAL 2' });
  expect([pair.branchOf('1'), pair.branchOf('2')]).toEqual(before.map((commitId) => `upgrade/${commitId}`));
  expect([pair.tip(APP), pair.tip(CONFIG)]).toEqual(before);
});

test('opens none where nothing changes', async () => {
  expect(await pair.propose(pair.patchOf([]))).toBe('my-app: Nothing to upgrade.\nmy-app-config: Nothing to upgrade.');
  expect(await pair.propose(pair.patchOf([file('lock', '1')]))).toContain('my-app: Nothing to upgrade.');
  expect([pair.open(APP), pair.open(CONFIG)]).toEqual([[], []]);
});

test('needs no more than these rights', async () => {
  await pair.propose(pair.patchOf(UPGRADE));
  await pair.propose(pair.patchOf([file('lock', '2')]));
  await pair.propose(pair.patchOf([]));
  expect([...pair.requests].filter((request) => request.includes(' my-app ') || request.endsWith(' my-app')).sort()).toEqual([
    `codecommit:CreateBranch my-app refs/heads/upgrade/${pair.tip(APP)}`,
    `codecommit:CreateCommit my-app refs/heads/upgrade/${pair.tip(APP)}`,
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
  beforeEach(() => pair.propose(pair.patchOf(UPGRADE)));

  test('the same upgrade changes nothing', async () => {
    const before = pair.tip(APP, pair.branchOf('1'));
    expect(await pair.propose(pair.patchOf(UPGRADE))).toContain('my-app: Pull request 1 is up to date.');
    expect([pair.open(APP), pair.tip(APP, pair.branchOf('1'))]).toEqual([['1'], before]);
  });

  test('another upgrade updates it, and takes back what it no longer changes', async () => {
    expect(await pair.propose(pair.patchOf([file('package.json', '3'), file('more', '1')]))).toContain(
      'my-app: Pull request 1 is updated.',
    );
    expect(pair.changeOf('1')).toEqual({ 'package.json': 'NORMAL 3', 'more': 'NORMAL 1' });
    expect(pair.open(APP)).toEqual(['1']);
  });

  test('and main has changed other files, the same pull request is updated and can be merged', async () => {
    const before = pair.commit(APP, { server: '2' });
    expect(await pair.propose(pair.patchOf([file('package.json', '3')]))).toContain('Pull request 1 is updated.');
    pair.call('MergePullRequestBySquash', { pullRequestId: '1', repositoryName: APP });
    const { differences } = pair.call('GetDifferences', {
      repositoryName: APP, beforeCommitSpecifier: before, afterCommitSpecifier: 'main',
    });
    expect(differences.map(({ afterBlob }: Input) => afterBlob?.path)).toEqual(['package.json']);
  });

  test('and main has changed the same file, a new pull request supersedes it', async () => {
    pair.commit(APP, { 'package.json': '1b' });
    expect(await pair.propose(pair.patchOf([file('package.json', '3')]))).toContain(
      'my-app: Pull request 1 is closed: 2 supersedes it.\nmy-app: Pull request 2 is open.',
    );
    expect([pair.open(APP), pair.changeOf('2')]).toEqual([['2'], { 'package.json': 'NORMAL 3' }]);
    pair.call('MergePullRequestByFastForward', { pullRequestId: '2', repositoryName: APP });
  });

  test('and the upgrade has reached main in another way, closes it', async () => {
    pair.commit(APP, { 'package.json': '2' });
    expect(await pair.propose(pair.patchOf([]))).toContain('my-app: Pull request 1 is closed: main is up to date.');
    expect(pair.open(APP)).toEqual([]);
  });

  test('with a commit of another author, it stays as it is', async () => {
    const theirs = pair.commit(APP, { fix: '1' }, pair.branchOf('1'), { email: 'jane@example.com' });
    for (const files of [[file('package.json', '3')], []]) {
      expect(await pair.propose(pair.patchOf(files))).toContain('my-app: Pull request 1 has a commit of another author');
    }
    expect([pair.open(APP), pair.tip(APP, pair.branchOf('1'))]).toEqual([['1'], theirs]);
  });

  test('a second one from a duplicate event is closed', async () => {
    const targets = [{ repositoryName: APP, sourceReference: pair.branchOf('1'), destinationReference: 'main' }];
    pair.call('CreatePullRequest', { title: 'Again', targets });
    await pair.propose(pair.patchOf(UPGRADE));
    expect(pair.open(APP)).toHaveLength(1);
  });

  test('pull pair.requests of people and of other branches are left alone', async () => {
    pair.call('CreateBranch', { repositoryName: APP, branchName: 'release', commitId: pair.tip(APP) });
    pair.call('CreateBranch', { repositoryName: APP, branchName: 'upgraded', commitId: pair.tip(APP) });
    for (const [sourceReference, destinationReference] of [['upgraded', 'main'], [pair.branchOf('1'), 'release']]) {
      pair.call('CreatePullRequest', { title: 'T', targets: [{ repositoryName: APP, sourceReference, destinationReference }] });
    }
    await pair.propose(pair.patchOf([]));
    expect(pair.open(APP)).toEqual(['3', '2']);
  });

  test('after its merge, the next upgrade opens another', async () => {
    pair.call('MergePullRequestBySquash', { pullRequestId: '1', repositoryName: APP });
    expect(await pair.propose(pair.patchOf([file('package.json', '3')]))).toContain('my-app: Pull request 2 is open.');
    expect(pair.changeOf('2')).toEqual({ 'package.json': 'NORMAL 3' });
  });

  test('after it was closed without a merge, the next upgrade proposes its files again', async () => {
    pair.call('UpdatePullRequestStatus', { pullRequestId: '1', pullRequestStatus: 'CLOSED' });
    expect(await pair.propose(pair.patchOf([file('package.json', '3')]))).toContain('my-app: Pull request 2 is open.');
    expect(pair.changeOf('2')).toEqual({ 'package.json': 'NORMAL 3' });
  });
});

test.each(['create-branch', 'create-commit', 'create-pull-request'])(
  'the next run completes one that stopped before or after %s',
  async (step) => {
    for (const [number, stopAfter] of [false, true].entries()) {
      const stopped = pair.propose(pair.patchOf(UPGRADE), (call) => async (service, operation, input) => {
        if (operation === step) {
          await (stopAfter ? call(service, operation, input) : undefined);
          throw new Error('stopped');
        }
        return call(service, operation, input);
      });
      await expect(stopped).rejects.toThrow('stopped');
      await pair.propose(pair.patchOf(UPGRADE));
      expect(pair.open(APP)).toHaveLength(1);
      expect(pair.changeOf(pair.open(APP)[0])).toEqual(CHANGE);
      pair.call('UpdatePullRequestStatus', { pullRequestId: pair.open(APP)[0], pullRequestStatus: 'CLOSED' });
      pair.commit(APP, { other: String(number) });
    }
  },
);

test('a failure in one repository does not keep the other from its pull request', async () => {
  const patch = { ...pair.patchOf([], [file('lock', '2')]), app: { commit: pair.tip(CONFIG), files: UPGRADE } };
  pair.commit(APP, { other: '1' });
  await expect(pair.propose(patch)).rejects.toThrow(
    `my-app: main is at ${pair.tip(APP)}, but the upgrade began at ${pair.tip(CONFIG)}. Run: npx projen upgrades:run`,
  );
  expect([pair.open(APP), pair.open(CONFIG)]).toEqual([[], ['1']]);
});
