import { basicScan } from '../aws-stand-in';
import { type Build, IMAGE } from './promotion';
import { fileOf, StateWorld } from './state-promotion';
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

const close = (pullRequestId: string) =>
  world.codecommit.answer('UpdatePullRequestStatus', { pullRequestId, pullRequestStatus: 'CLOSED' });
const merge = (pullRequestId: string, option = 'Squash') =>
  world.codecommit.answer(`MergePullRequestBy${option}`, { pullRequestId, repositoryName: 'my-app' });
const descriptionOf = (pullRequestId: string) =>
  (world.codecommit.answer('GetPullRequest', { pullRequestId }) as { pullRequest: { description: string } })
    .pullRequest.description;

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
    expect(world.digestIn('production')).toBe(second.digest);
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
    world.rollBack('production', first);
    expect(await world.stage('production', second, PROPOSED)).toContain('is closed: not proposed again');
    expect(world.digestIn('production')).toBe(first.digest);
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
