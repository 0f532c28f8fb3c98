import { basicScan } from '../aws-stand-in';
import { OrderedWorld } from './ordered-promotion';
import { type Build, digestOf, IMAGE, NO_IMAGE } from './promotion';
import { temporaryFolder } from '../support/temporary-folder';

const PROPOSED = { MODE: 'pull-request' };

let world: OrderedWorld;
let [first, second, third]: Build[] = [];

beforeEach(() => {
  world = new OrderedWorld(temporaryFolder());
  [first, second, third] = world.builds([1, 2, 3]);
  world.requests.length = 0;
});

const digests = () => ['dev', 'staging', 'production'].map((name) => world.digestIn(name));
const close = (pullRequestId: string) =>
  world.codecommit.answer('UpdatePullRequestStatus', { pullRequestId, pullRequestStatus: 'CLOSED' });
const merge = (pullRequestId: string) => world.codecommit.answer('MergePullRequestBySquash', {
  pullRequestId, repositoryName: 'my-app-config',
});
const descriptionOf = (pullRequestId: string) =>
  (world.codecommit.answer('GetPullRequest', { pullRequestId }) as { pullRequest: { description: string } })
    .pullRequest.description;

test('an image goes from the first environment to the last', async () => {
  expect(await world.stage('dev', first)).toBe(`Promoted ${first.commit} (${first.digest}).`);
  expect(await world.stage('staging', first)).toBe(`Promoted ${first.commit} (${first.digest}).`);
  expect(await world.stage('production', first, PROPOSED)).toContain('Pull request 1 promotes');
  expect(digests()).toEqual([first.digest, first.digest, NO_IMAGE]);
  merge('1');
  expect(digests()).toEqual([first.digest, first.digest, first.digest]);
});

test('an environment takes nothing while the one before it has no image', async () => {
  expect(await world.stage('staging', first)).toBe('dev has no image yet: nothing to promote.');
  await world.stage('dev', first);
  expect(await world.stage('production', first)).toBe('staging has no image yet: nothing to promote.');
  expect(digests()).toEqual([first.digest, NO_IMAGE, NO_IMAGE]);
});

test('an environment takes what the one before it has, and not the image of its own execution', async () => {
  await world.stage('dev', second);
  await world.stage('staging', first);
  expect(world.said.join('\n')).toContain(`dev has ${second.digest}, not the image of this execution`);
  expect(digests()).toEqual([second.digest, second.digest, NO_IMAGE]);
});

test('a hot fix overtakes an older build, which then changes nothing', async () => {
  await world.stage('dev', first);
  await world.stage('dev', second);
  await world.stage('staging', second);
  expect(await world.stage('dev', first)).toContain('is older than');
  expect(await world.stage('staging', first)).toContain('already has');
  expect(digests()).toEqual([second.digest, second.digest, NO_IMAGE]);
});

test('an older image of the environment before never replaces a newer one', async () => {
  await world.stage('dev', second);
  await world.stage('staging', second);
  world.setDigest('dev', first.digest);
  expect(await world.stage('staging', second)).toContain(`${first.commit} is older than ${second.commit}`);
  expect(digests()).toEqual([first.digest, second.digest, NO_IMAGE]);
});

test('an image that was rolled back goes no further', async () => {
  await world.stage('dev', first);
  await world.stage('staging', first);
  await world.stage('dev', second);
  world.setDigest('dev', first.digest);
  expect(await world.stage('staging', second)).toContain('already has');
  expect(digests()).toEqual([first.digest, first.digest, NO_IMAGE]);
});

test('an environment that was rolled back takes the next image', async () => {
  for (const build of [first, second]) {
    await world.stage('dev', build);
    await world.stage('staging', build);
  }
  world.setDigest('staging', first.digest);
  await world.stage('dev', third);
  await world.stage('staging', third);
  expect(digests()).toEqual([third.digest, third.digest, NO_IMAGE]);
});

test('refuses an image that the pipeline did not build', async () => {
  world.setDigest('dev', digestOf(99));
  await expect(world.stage('staging', first)).rejects.toThrow('dev has the image "old.example/my-app"');
  await world.stage('dev', first);
  world.setDigest('dev', digestOf(99));
  await expect(world.stage('staging', first)).rejects.toThrow('the pipeline did not build it');
  world.ecr.push('my-app', digestOf(99), 'latest');
  await expect(world.stage('staging', first)).rejects.toThrow('the pipeline did not build it');
});

test('of several commits of one image, the newest counts', async () => {
  const [fourth, fifth] = world.builds([4, 5]);
  await world.stage('dev', fourth);
  await world.stage('staging', fourth);
  // The build of a later commit has the same content as the first one.
  world.ecr.push('my-app', first.digest, world.commit('my-app', { note: '6' }));
  world.setDigest('dev', first.digest);
  expect(await world.stage('staging', fifth)).toContain('Promoted');
  expect(world.digestIn('staging')).toBe(first.digest);
});

describe('the pull request of an environment', () => {
  beforeEach(async () => {
    await world.stage('dev', first);
    await world.stage('staging', first);
    await world.stage('production', first, PROPOSED);
  });

  test('is one, for the newest image', async () => {
    await world.stage('dev', second);
    await world.stage('staging', second);
    expect(await world.stage('production', second, PROPOSED)).toContain('Pull request 2 promotes');
    expect(world.pullRequests()).toEqual(['2']);
    expect(await world.stage('production', first, PROPOSED)).toContain('Pull request 2 promotes');
    expect(world.pullRequests()).toEqual(['2']);
  });

  test('tells the commits since the deployed one, the findings and the difference', async () => {
    merge('1');
    world.ecr.setScan(third.digest, basicScan({ severity: 'HIGH' }, { severity: 'HIGH' }, { severity: 'LOW' }));
    await world.stage('dev', third);
    await world.stage('staging', third);
    await world.stage('production', third, PROPOSED);
    expect(descriptionOf('2')).toContain([
      `Commits since ${first.commit.slice(0, 12)}, newest first:`,
      `- ${third.commit.slice(0, 12)} 3`,
      `- ${second.commit.slice(0, 12)} 2`,
      '',
      'Findings of the scan: HIGH 2, LOW 1',
      '',
      'Difference in the rendered manifests (Deployment my-app):',
      `-  image: ${IMAGE}@${first.digest}`,
      `+  image: ${IMAGE}@${third.digest}`,
    ].join('\n'));
  });

  test('says that an image was not scanned', () => {
    expect(descriptionOf('1')).toContain('Findings of the scan: not scanned');
    expect(descriptionOf('1')).toContain('Commits since the beginning');
  });

  test('is not opened again after a reviewer has rejected it', async () => {
    close('1');
    expect(await world.stage('production', first, PROPOSED)).toContain('Pull request 1 for');
    expect(world.pullRequests()).toEqual([]);
    await world.stage('dev', second);
    await world.stage('staging', second);
    await world.stage('production', second, PROPOSED);
    expect(world.pullRequests()).toEqual(['2']);
  });

  test('is not opened again after its image was rolled back', async () => {
    merge('1');
    world.setDigest('production', NO_IMAGE);
    expect(await world.stage('production', first, PROPOSED)).toContain('is closed: not proposed again');
    expect(world.digestIn('production')).toBe(NO_IMAGE);
  });
});

test('needs no more than these rights', async () => {
  for (const build of [first, second]) {
    await world.stage('dev', build);
    await world.stage('staging', build);
    await world.stage('production', build, PROPOSED);
  }
  await world.stage('production', second, PROPOSED);
  const branchOf = ({ commit }: Build) => `refs/heads/promote/production/${commit}`;
  expect([...new Set(world.requests)].sort()).toEqual([
    'codecommit:CreateBranch my-app-config ' + branchOf(first),
    'codecommit:CreateBranch my-app-config ' + branchOf(second),
    'codecommit:CreateCommit my-app-config ' + branchOf(first),
    'codecommit:CreateCommit my-app-config ' + branchOf(second),
    'codecommit:CreateCommit my-app-config refs/heads/main',
    'codecommit:CreatePullRequest my-app-config',
    'codecommit:GetBranch my-app-config',
    'codecommit:GetCommit my-app',
    'codecommit:GetFile my-app-config',
    'codecommit:GetPullRequest my-app-config',
    'codecommit:ListPullRequests my-app-config',
    'codecommit:UpdatePullRequestStatus my-app-config',
    'ecr:DescribeImageScanFindings repository/my-app',
    'ecr:DescribeImages repository/my-app',
  ].sort());
});
