import { Build, digestOf, FILE, IMAGE, overlay, World } from './promotion';
import { temporaryFolder } from '../support/temporary-folder';

let world: World;
let [first, second, third]: Build[] = [];

beforeEach(() => {
  world = new World(temporaryFolder());
  world.commit('my-app-config', { [FILE]: overlay() });
  [first, second, third] = world.builds([1, 2, 3]);
  world.requests.length = 0;
});

interface Shown {
  pullRequest: {
    title: string;
    description: string;
    pullRequestStatus: string;
    pullRequestTargets: Record<string, unknown>[];
  };
}

const propose = (build: Build, call = world.call) => world.promote(build, { MODE: 'pull-request' }, call);
const shown = (pullRequestId: string) =>
  (world.codecommit.answer('GetPullRequest', { pullRequestId }) as Shown).pullRequest;
const open = () =>
  (
    world.codecommit.answer('ListPullRequests', { repositoryName: 'my-app-config', pullRequestStatus: 'OPEN' }) as {
      pullRequestIds: string[];
    }
  ).pullRequestIds;
const branchOf = ({ commit }: Build) => `promote/dev/${commit}`;

test('opens a pull request that changes the two lines and leaves the branch unchanged', async () => {
  const tip = world.tip();
  expect(await propose(first)).toBe(`Pull request 1 promotes ${first.commit} (${first.digest}).`);
  expect(world.tip()).toBe(tip);
  expect(world.text(world.tip(branchOf(first)))).toBe(overlay(first.digest, IMAGE));
  expect(shown('1')).toMatchObject({
    title: `deploy(dev): ${first.commit.slice(0, 12)}`,
    description: expect.stringContaining(`${IMAGE}@${first.digest}`),
    pullRequestTargets: [{ sourceReference: `refs/heads/${branchOf(first)}`, destinationReference: 'refs/heads/main' }],
  });
});

test('needs no more than these rights', async () => {
  await propose(first);
  await propose(second);
  expect([...new Set(world.requests)].sort()).toEqual([
    `codecommit:CreateBranch my-app-config refs/heads/${branchOf(first)}`,
    `codecommit:CreateBranch my-app-config refs/heads/${branchOf(second)}`,
    `codecommit:CreateCommit my-app-config refs/heads/${branchOf(first)}`,
    `codecommit:CreateCommit my-app-config refs/heads/${branchOf(second)}`,
    'codecommit:CreatePullRequest my-app-config',
    'codecommit:GetBranch my-app-config',
    'codecommit:GetCommit my-app',
    'codecommit:GetFile my-app-config',
    'codecommit:GetPullRequest my-app-config',
    'codecommit:ListPullRequests my-app-config',
    'codecommit:UpdatePullRequestStatus my-app-config',
    'ecr:DescribeImages repository/my-app',
  ].sort());
});

test('a second run changes nothing', async () => {
  await propose(first);
  const tip = world.tip(branchOf(first));
  expect(await propose(first)).toBe(`Pull request 1 promotes ${first.commit} (${first.digest}).`);
  expect(world.tip(branchOf(first))).toBe(tip);
  expect(open()).toEqual(['1']);
});

test.each(['create-branch', 'create-commit', 'create-pull-request'])(
  'the next run completes one that stopped before or after %s',
  async (step) => {
    for (const stopAfter of [false, true]) {
      const build = stopAfter ? second : first;
      const stopping: typeof world.call = async (service, operation, input) => {
        if (operation === step) {
          await (stopAfter ? world.call(service, operation, input) : undefined);
          throw new Error('stopped');
        }
        return world.call(service, operation, input);
      };
      await expect(propose(build, stopping)).rejects.toThrow('stopped');
      expect(await propose(build)).toContain('promotes');
      expect(world.text(world.tip(branchOf(build)))).toBe(overlay(build.digest, IMAGE));
      expect(open()).toHaveLength(1);
    }
  },
);

test('closes only pull requests of older commits, as superseded', async () => {
  await propose(first);
  const repositoryName = 'my-app-config';
  world.codecommit.answer('CreateBranch', { repositoryName, branchName: 'mine', commitId: world.tip() });
  world.codecommit.answer('CreatePullRequest', {
    title: 'Mine', targets: [{ repositoryName, sourceReference: 'mine' }],
  });
  world.codecommit.answer('CreateBranch', {
    repositoryName, branchName: `promote/prod/${first.commit}`, commitId: world.tip(),
  });
  world.codecommit.answer('CreatePullRequest', {
    title: 'Other', targets: [{ repositoryName, sourceReference: `promote/prod/${first.commit}` }],
  });
  await propose(third);
  expect(open()).toEqual(['4', '3', '2']);
  expect(world.said).toContain('Pull request 1 is closed: 4 supersedes it.');
});

test('is skipped while one of a newer commit is open', async () => {
  await propose(third);
  expect(await propose(second)).toBe(`${second.commit} is older than ${third.commit} of pull request 1: skipped.`);
  expect(open()).toEqual(['1']);
  expect(world.tip(branchOf(second))).toBeUndefined();
});

test('finds a pull request on a later page', async () => {
  await propose(third);
  world.builds([4]);
  for (let number = 0; number < 30; number++) {
    world.codecommit.answer('CreateBranch', {
      repositoryName: 'my-app-config', branchName: `other-${number}`, commitId: world.tip(),
    });
    world.codecommit.answer('CreatePullRequest', {
      title: 'Other', targets: [{ repositoryName: 'my-app-config', sourceReference: `other-${number}` }],
    });
  }
  expect(await propose(second)).toContain('is older than');
});

test('is skipped when a newer commit is deployed, and done when this one is', async () => {
  await propose(second);
  world.codecommit.answer('MergePullRequestBySquash', { pullRequestId: '1', repositoryName: 'my-app-config' });
  expect(world.text()).toContain(second.digest);
  expect(await propose(first)).toContain('which is deployed: skipped.');
  expect(await propose(second)).toContain('already');
  expect(open()).toEqual([]);
});

test('tolerates a pull request that was closed meanwhile', async () => {
  await propose(first);
  const racing: typeof world.call = async (service, operation, input) => {
    if (operation === 'update-pull-request-status' && shown(input.pullRequestId).pullRequestStatus === 'OPEN') {
      await world.call(service, operation, input);
    }
    return world.call(service, operation, input);
  };
  expect(await propose(second, racing)).toContain('Pull request 2 promotes');
  expect(open()).toEqual(['2']);
});

test('also validates the build\'s variables', async () => {
  await expect(propose({ ...first, digest: digestOf(8) })).rejects.toThrow('it was not built from that commit');
});
