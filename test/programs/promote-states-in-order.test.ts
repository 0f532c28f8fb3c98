import { basicScan } from '../aws-stand-in';
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

const digestIn = (name: string) => {
  const tip = world.tip(`deploy/${name}`);
  return tip && /digest: (\S+)/.exec(world.text(tip, fileOf(name)))![1];
};
const digests = () => ENVIRONMENTS.map(digestIn);
const close = (pullRequestId: string) =>
  world.codecommit.answer('UpdatePullRequestStatus', { pullRequestId, pullRequestStatus: 'CLOSED' });
const merge = (pullRequestId: string, option = 'Squash') =>
  world.codecommit.answer(`MergePullRequestBy${option}`, { pullRequestId, repositoryName: 'my-app' });
const descriptionOf = (pullRequestId: string) =>
  (world.codecommit.answer('GetPullRequest', { pullRequestId }) as { pullRequest: { description: string } })
    .pullRequest.description;
/** What app:rollback commits. */
const rollBack = (name: string, { commit, digest }: Build) => world.source(
  { [fileOf(name)]: overlay(digest, IMAGE), 'k8s/base/deployment.yaml': world.text(commit, 'k8s/base/deployment.yaml') },
  `deploy/${name}`, `Revert\n\nCommit ${commit} of my-app\nImage ${IMAGE}@${digest}\n`,
);

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
  rollBack('dev', first);
  expect(await world.stage('staging', third)).toContain(`${first.commit} is older than ${second.commit}`);
  expect(digests()).toEqual([first.digest, second.digest, undefined]);
});

test('an environment that was rolled back takes the next commit', async () => {
  await world.stage('dev', second);
  await world.stage('staging', second);
  rollBack('staging', first);
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

describe('the pull request of an environment', () => {
  beforeEach(async () => {
    await world.stage('dev', first);
    await world.stage('staging', first);
    await world.stage('production', first, PROPOSED);
  });

  const promote = async (build: Build) => {
    await world.stage('dev', build);
    await world.stage('staging', build);
    return world.stage('production', build, PROPOSED);
  };

  test('is one, for the newest commit', async () => {
    expect(await promote(second)).toContain('Pull request 2 promotes');
    expect(world.said).toContain('Pull request 1 is closed: 2 supersedes it.');
    expect(world.pullRequests()).toEqual(['2']);
    expect(await world.stage('production', first, PROPOSED)).toContain('Pull request 2 promotes');
    expect(world.pullRequests()).toEqual(['2']);
  });

  test.each(['Squash', 'FastForward', 'ThreeWay'])('puts a whole promotion on the branch when merged: %s', async (option) => {
    await promote(second);
    merge('2', option);
    expect(digestIn('production')).toBe(second.digest);
    expect(world.text(world.tip('deploy/production'), 'k8s/base/deployment.yaml')).toBe('2');
    expect(await promote(third)).toContain('Pull request 3 promotes');
    merge('3', option);
    expect(world.text(world.tip('deploy/production'), 'k8s/base/deployment.yaml')).toBe('3');
    expect(world.files(world.tip('deploy/production')!).has('k8s/base/config.yaml')).toBe(false);
    expect(await promote(third)).toBe(`deploy/production already has ${third.commit} (${third.digest}).`);
  });

  test('tells the commits, the findings and the changed manifests', async () => {
    merge('1');
    world.ecr.setScan(third.digest, basicScan({ severity: 'HIGH' }, { severity: 'HIGH' }, { severity: 'LOW' }));
    await promote(second);
    merge('2');
    await promote(third);
    expect(descriptionOf('3')).toContain([
      `Commits since ${second.commit.slice(0, 12)}, newest first:`,
      `- ${third.commit.slice(0, 12)} Change the service`,
      '',
      'Findings of the scan: HIGH 2, LOW 1',
      '',
      'Image of the Deployment my-app:',
      `- ${IMAGE}@${second.digest}`,
      `+ ${IMAGE}@${third.digest}`,
      '',
      'Changed files:',
      `- ${fileOf('production')}`,
      '- k8s/base/deployment.yaml',
      '- k8s/base/config.yaml (deleted)',
    ].join('\n'));
    expect(descriptionOf('1')).toContain('Commits since the beginning');
    expect(descriptionOf('1')).toContain('Findings of the scan: not scanned');
    expect(descriptionOf('1')).toContain(`- none\n+ ${IMAGE}@${first.digest}`);
  });

  test('is shorter than the service accepts, whatever has changed', async () => {
    const long = (at: number) => `k8s/base/${'folder/'.repeat(40)}${at}`;
    world.source(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [long(at), ''])), 'main', 'x'.repeat(500));
    for (let at = 0; at < 30; at++) {
      world.source({ 'src/index.js': `${at} ` }, 'main', 'x'.repeat(500));
    }
    await promote(world.build(4));
    // API reference, Description: 10,240 characters.
    expect(descriptionOf('2').length).toBeLessThan(10_240);
    expect(descriptionOf('2')).toContain('and 42 more');
  });

  test('is not opened again after a reviewer has rejected it', async () => {
    close('1');
    expect(await world.stage('production', first, PROPOSED)).toContain(
      `Pull request 1 for ${first.commit} is closed: not proposed again. To promote it: npx projen promote --to production`);
    expect(world.pullRequests()).toEqual([]);
    expect(await promote(second)).toContain('Pull request 2');
    expect(world.pullRequests()).toEqual(['2']);
  });

  test('is not opened again after its commit was rolled back', async () => {
    merge('1');
    await promote(second);
    merge('2');
    rollBack('production', first);
    expect(await world.stage('production', second, PROPOSED)).toContain('is closed: not proposed again');
    expect(digestIn('production')).toBe(first.digest);
  });

  test('leaves the pull requests of people and of other environments alone', async () => {
    world.codecommit.answer('CreateBranch', { repositoryName: 'my-app', branchName: 'feature', commitId: first.commit });
    const targets = [{ repositoryName: 'my-app', sourceReference: 'feature', destinationReference: 'main' }];
    world.codecommit.answer('CreatePullRequest', { title: 'Feature', targets });
    await world.stage('staging', first, PROPOSED);
    await promote(second);
    expect(world.pullRequests()).toEqual(['3', '2']);
  });

  test('is completed after an interruption between any two calls', async () => {
    for (const operation of ['create-branch', 'create-commit', 'create-pull-request', 'update-pull-request-status']) {
      const call: typeof world.call = async (service, name, input) => {
        if (name === operation) {
          throw Object.assign(new Error('interrupted'), { name: 'Interrupted' });
        }
        return world.call(service, name, input);
      };
      await world.stage('dev', second);
      await world.stage('staging', second);
      await expect(world.stage('production', second, PROPOSED, call)).rejects.toThrow('interrupted');
    }
    expect(await world.stage('production', second, PROPOSED)).toContain('Pull request 2 promotes');
    expect(world.pullRequests()).toEqual(['2']);
  });
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
