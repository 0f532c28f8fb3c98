import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BusEvent } from './bus';
import { RepositoryEvents } from './repository-events';
import { codecommitHandler } from '../api/stand-ins';
import { FakeCodeCommit } from '../codecommit';
import { ORIGIN } from '../place';

const CALLER = { name: 'user/developer', authorize: async () => undefined };

describe('events that CodeCommit sends', () => {
  let folder = '';
  let told: BusEvent[];
  let events: RepositoryEvents;
  let codecommit: FakeCodeCommit;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gitops-eks-test-'));
    told = [];
    codecommit = new FakeCodeCommit({ folder, ...ORIGIN });
    codecommit.answer('CreateRepository', { repositoryName: 'shop' });
    events = new RepositoryEvents(folder, ORIGIN, (event) => told.push(event));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function call(operation: string, input: object): Promise<any> {
    const handler = events.toldOf(codecommitHandler(codecommit));
    // A pull request names its repository in its targets.
    const place = operation === 'CreatePullRequest' ? {} : { repositoryName: 'shop' };
    return handler(
      {
        service: 'codecommit',
        region: ORIGIN.region,
        operation,
        input: { ...place, ...input },
        accessKeyId: 'AKIA',
        isJson: true,
      },
      CALLER,
    );
  }

  const commit = (branchName: string, fileContent: string, parentCommitId?: string) =>
    call('CreateCommit', {
      branchName,
      parentCommitId,
      putFiles: [{ filePath: 'file', fileContent: Buffer.from(fileContent).toString('base64') }],
    });

  /** The fields by which rules distinguish events. */
  const words = () =>
    told
      .splice(0)
      .map(({ detail: { event, referenceName, destinationReference, commitId, oldCommitId, isMerged } }) =>
        Object.values({
          event, reference: referenceName ?? destinationReference, isMerged, commitId, oldCommitId,
        }).filter(Boolean),
      );

  test('a new branch and a moved branch', async () => {
    const first = (await commit('main', 'one')).commitId;
    const second = (await commit('main', 'two', first)).commitId;
    expect(words()).toEqual([['referenceCreated', 'main', first], ['referenceUpdated', 'main', second, first]]);
    events.lookAt('shop');
    expect(told).toEqual([]);
  });

  test('a Git push and an API commit', async () => {
    const first = (await commit('main', 'one')).commitId;
    words();
    codecommit.answer('CreateBranch', { repositoryName: 'shop', branchName: 'release/1.0', commitId: first });
    events.lookAt('shop');
    expect(words()).toEqual([['referenceCreated', 'release/1.0', first]]);
  });

  test('a pull request and its merge, which also moves the branch', async () => {
    const first = (await commit('main', 'one')).commitId;
    await call('CreateBranch', { branchName: 'color', commitId: first });
    const second = (await commit('color', 'two', first)).commitId;
    words();
    const targets = [{ repositoryName: 'shop', sourceReference: 'color', destinationReference: 'main' }];
    const { pullRequest } = await call('CreatePullRequest', { title: 'Another color', targets });
    expect(words()).toEqual([['pullRequestCreated', 'refs/heads/main', 'False']]);
    await call('MergePullRequestByFastForward', { pullRequestId: pullRequest.pullRequestId });
    expect(words()).toEqual([
      ['pullRequestMergeStatusUpdated', 'refs/heads/main', 'True'],
      ['referenceUpdated', 'main', second, first],
    ]);
  });

  test('a refused call sends no event', async () => {
    await commit('main', 'one');
    words();
    await expect(commit('main', 'two', '0'.repeat(40))).rejects.toThrow();
    expect(told).toEqual([]);
  });
});
