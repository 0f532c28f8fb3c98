import { type Build, digestOf, IMAGE, NO_IMAGE, overlay } from './promotion';
import { ENVIRONMENTS, fileOf, StateWorld } from './state-promotion';
import { temporaryFolder } from '../support/temporary-folder';

const PROPOSED = { MODE: 'pull-request' };

let world: StateWorld;
let [first, second, third]: Build[] = [];

beforeEach(() => {
  world = new StateWorld(temporaryFolder());
  first = world.build(1);
  second = world.build(2, { 'k8s/base/deployment.yaml': '2', 'k8s/base/config.yaml': '2' });
  third = world.build(3, { 'k8s/base/deployment.yaml': '3', 'k8s/base/config.yaml': undefined });
  world.requests.length = 0;
});

const digests = () => ENVIRONMENTS.map((name) => world.digestIn(name));
const merge = (pullRequestId: string, option = 'Squash') =>
  world.codecommit.answer(`MergePullRequestBy${option}`, { pullRequestId, repositoryName: 'my-app' });

test('a commit goes from the first environment to the last, each on its own branch', async () => {
  expect(await world.stage('dev', second)).toBe(`Promoted ${second.commit} (${second.digest}).`);
  expect(await world.stage('staging', second)).toBe(`Promoted ${second.commit} (${second.digest}).`);
  expect(digests()).toEqual([second.digest, second.digest, undefined]);
  expect(await world.stage('production', second, PROPOSED)).toContain('Pull request 1 promotes');
  expect(digests()).toEqual([second.digest, second.digest, NO_IMAGE]);
  merge('1');
  expect(digests()).toEqual([second.digest, second.digest, second.digest]);
  expect(world.text(world.tip('deploy/production'), 'k8s/base/deployment.yaml')).toBe('2');
});

test('an environment takes nothing while the one before it has no image', async () => {
  expect(await world.stage('staging', first)).toBe('dev has no image yet: nothing to promote.');
  await world.stage('dev', first, PROPOSED);
  expect(await world.stage('staging', first)).toBe('dev has no image yet: nothing to promote.');
  expect(digests()).toEqual([NO_IMAGE, undefined, undefined]);
});

test('an environment takes the commit of the one before it, and not that of its own execution', async () => {
  await world.stage('dev', second);
  await world.stage('staging', third);
  expect(world.said.join('\n')).toContain(`dev has ${second.commit}, not the commit of this execution`);
  expect(digests()).toEqual([second.digest, second.digest, undefined]);
  expect(world.differences('staging', world.tip('deploy/staging')!)).toEqual([]);
});

test('a hot fix overtakes an older build, which then changes nothing', async () => {
  await world.stage('dev', first);
  await world.stage('dev', second);
  await world.stage('staging', second);
  expect(await world.stage('dev', first)).toContain('is older than');
  expect(await world.stage('staging', first)).toContain('already has');
  expect(digests()).toEqual([second.digest, second.digest, undefined]);
});

test('a commit that was rolled back goes no further, and never replaces a newer one', async () => {
  await world.stage('dev', first);
  await world.stage('dev', second);
  await world.stage('staging', second);
  await world.stage('dev', third);
  world.rollBack('dev', first);
  expect(await world.stage('staging', third)).toContain(`${first.commit} is older than ${second.commit}`);
  expect(digests()).toEqual([first.digest, second.digest, undefined]);
});

test('an environment that was rolled back takes the next commit', async () => {
  await world.stage('dev', second);
  await world.stage('staging', second);
  world.rollBack('staging', first);
  await world.stage('dev', third);
  await world.stage('staging', third);
  expect(digests()).toEqual([third.digest, third.digest, undefined]);
  expect(world.differences('staging', world.tip('deploy/staging')!)).toEqual([]);
});

test('of several commits of one image, the one that the message names counts', async () => {
  const commit = world.source({ 'k8s/base/deployment.yaml': '4' });
  world.ecr.push('my-app', third.digest, commit);
  await world.stage('dev', third);
  await world.stage('staging', third);
  expect(world.text(world.tip('deploy/staging'), 'k8s/base/deployment.yaml')).toBe('3');
  await world.stage('dev', { ...third, commit });
  await world.stage('staging', { ...third, commit });
  expect(world.text(world.tip('deploy/staging'), 'k8s/base/deployment.yaml')).toBe('4');
});

test('of several commits of one image, the newest counts after a commit of a person', async () => {
  const commit = world.source({ 'k8s/base/deployment.yaml': '4' });
  world.ecr.push('my-app', third.digest, commit);
  await world.stage('dev', third);
  world.source({ 'k8s/base/deployment.yaml': 'by hand' }, 'deploy/dev');
  expect(await world.stage('staging', third)).toContain(`Promoted ${commit}`);
});

test('refuses an image that the pipeline did not build', async () => {
  await world.stage('dev', first);
  world.source({ [fileOf('dev')]: overlay(first.digest, 'other.example/my-app') }, 'deploy/dev');
  await expect(world.stage('staging', first)).rejects.toThrow('dev has the image "other.example/my-app"');
  world.source({ [fileOf('dev')]: overlay(digestOf(99), IMAGE) }, 'deploy/dev');
  await expect(world.stage('staging', first)).rejects.toThrow('the pipeline did not build it');
  expect(digests()).toEqual([digestOf(99), undefined, undefined]);
});

test('needs no more than these rights', async () => {
  for (const build of [first, second, third]) {
    await world.stage('dev', build);
    await world.stage('staging', build);
    await world.stage('production', build, PROPOSED);
  }
  await world.stage('production', third, PROPOSED);
  const own = (name: string, builds: readonly Build[]) => builds.flatMap(({ commit }) =>
    ['CreateBranch', 'CreateCommit'].map((action) => `codecommit:${action} my-app refs/heads/promote/${name}/${commit}`));
  expect([...new Set(world.requests)].sort()).toEqual([
    ...own('dev', [first]),
    ...own('staging', [first]),
    ...own('production', [first, second, third]),
    'codecommit:CreateBranch my-app refs/heads/deploy/dev',
    'codecommit:CreateBranch my-app refs/heads/deploy/production',
    'codecommit:CreateBranch my-app refs/heads/deploy/staging',
    'codecommit:CreateCommit my-app refs/heads/deploy/dev',
    'codecommit:CreateCommit my-app refs/heads/deploy/staging',
    'codecommit:CreatePullRequest my-app',
    'codecommit:GetBlob my-app',
    'codecommit:GetBranch my-app',
    'codecommit:GetCommit my-app',
    'codecommit:GetDifferences my-app',
    'codecommit:GetFile my-app',
    'codecommit:GetPullRequest my-app',
    'codecommit:ListPullRequests my-app',
    'codecommit:UpdatePullRequestStatus my-app',
    'ecr:DescribeImageScanFindings repository/my-app',
    'ecr:DescribeImages repository/my-app',
  ].sort());
});
