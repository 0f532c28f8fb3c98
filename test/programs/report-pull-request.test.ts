import { callInProcess, fakeCodeBuild, Input, SAMPLE_BUILD } from '../aws-stand-in';
import { loadProgram, programSource } from './load-program';
import { World } from './promotion';
import { temporaryFolder } from '../support/temporary-folder';

const program = loadProgram<{ report(input: object): Promise<void> }>(programSource('report-pull-request'));
const BUILD = 'my-app-pull-request:01234567-89ab-cdef-0123-456789abcdef';
const ARN = `arn:aws:codebuild:us-east-1:111122223333:build/${BUILD}`;

let world: World;
let build: Input;
let said: string[];
let [before, after] = ['', ''];

const codebuild = fakeCodeBuild(() => [build]);

beforeEach(() => {
  world = new World(temporaryFolder());
  said = [];
  const repositoryName = 'my-app';
  before = world.commit(repositoryName, { 'server.js': '1' });
  world.codecommit.answer('CreateBranch', { repositoryName, branchName: 'feature', commitId: before });
  after = world.commit(repositoryName, { 'server.js': '2' }, 'feature');
  world.codecommit.answer('CreatePullRequest', {
    title: 'Feature', targets: [{ repositoryName, sourceReference: 'feature' }],
  });
  build = {
    ...SAMPLE_BUILD,
    id: BUILD,
    resolvedSourceVersion: after,
    sourceVersion: after,
    logs: { deepLink: 'https://console.example/log' },
    environment: {
      ...SAMPLE_BUILD.environment,
      environmentVariables: [
        { name: 'PULL_REQUEST', value: '1' },
        { name: 'BEFORE_COMMIT', value: before },
      ],
    },
  };
  world.requests.length = 0;
});

const setVariables = (values: Record<string, string>) => {
  build.environment.environmentVariables = Object.entries(values).map(([name, value]) => ({ name, value }));
};

const report = (BUILD_ID: string | undefined = ARN) => program.report({
  env: { BUILD_ID, REPOSITORY: 'my-app' },
  call: callInProcess({ codecommit: world.codecommit, codebuild }),
  say: (text: string) => said.push(text),
});

const comments = () => {
  const { commentsForPullRequestData } = world.codecommit.answer('GetCommentsForPullRequest', {
    pullRequestId: '1',
  }) as Input;
  return commentsForPullRequestData.map((one: Input) => [
    one.beforeCommitId, one.afterCommitId, one.comments[0].content,
  ]);
};

test.each([ARN, BUILD])('comments on the commit that was built (%s)', async (id) => {
  await report(id);
  expect(world.requests).toEqual(['codecommit:PostCommentForPullRequest my-app']);
  expect(comments()).toEqual([
    [before, after, 'The build of this commit succeeded. [Log](https://console.example/log)'],
  ]);
});

test('ignores a published sample build without a pull request', async () => {
  build = { ...SAMPLE_BUILD, id: BUILD };
  await report();
  expect(said).toEqual([`Build ${BUILD} does not belong to a pull request: no comment.`]);
});

test('comments once on a duplicate event', async () => {
  await report();
  await report();
  expect(comments()).toHaveLength(1);
});

test('comments once for each build', async () => {
  await report();
  build.id = BUILD.replace(/.$/, '0');
  await report(build.id);
  expect(comments()).toHaveLength(2);
});

test.each([
  ['FAILED', 'The build of this commit failed.'],
  ['FAULT', 'The build of this commit could not be run: AWS CodeBuild had an error.'],
  ['TIMED_OUT', 'The build of this commit took too long and was stopped.'],
  ['STOPPED', 'The build of this commit was stopped.'],
])('%s in words', async (status, words) => {
  Object.assign(build, { buildStatus: status, logs: undefined });
  await report();
  expect(comments()[0][2]).toBe(words);
});

test('names the requested commit when the source was never fetched', async () => {
  Object.assign(build, { buildStatus: 'FAILED', resolvedSourceVersion: undefined });
  await report();
  expect(comments()[0][1]).toBe(after);
});

test('ignores a manually started build', async () => {
  setVariables({});
  await report();
  expect(said).toEqual([`Build ${BUILD} does not belong to a pull request: no comment.`]);
});

describe('succeeds and says so when the pull request', () => {
  test('does not exist', async () => {
    setVariables({ PULL_REQUEST: '7', BEFORE_COMMIT: before });
    await report();
    expect(said).toEqual([`Pull request 7 no longer accepts a comment on ${after}: Pull request 7 does not exist`]);
  });

  test('lost its commit', async () => {
    build.resolvedSourceVersion = 'e'.repeat(40);
    await report();
    expect(said[0]).toContain('no longer accepts a comment');
  });

  test('is already merged', async () => {
    build.resolvedSourceVersion = before;
    await report();
    expect(said[0]).toContain('no longer accepts a comment');
  });

  test('has another comment of the same token', async () => {
    await report();
    build.logs = {};
    await report();
    expect(said[1]).toContain('no longer accepts a comment');
    expect(comments()).toHaveLength(1);
  });
});

describe('refuses', () => {
  test.each<[string | undefined, string]>([
    [undefined, 'BUILD_ID must name a build'],
    ['', 'BUILD_ID must name a build'],
    ['my-app --debug', 'BUILD_ID must name a build'],
    [BUILD.replace(/.$/, '0'), 'There is no build'],
  ])('%j as build', async (id, message) => {
    await expect(
      program.report({ env: { BUILD_ID: id }, call: callInProcess({ codebuild }), say: () => undefined }),
    ).rejects.toThrow(message);
  });

  test.each(['0', '-1', '1; rm', '１'])('%j as pull request', async (PULL_REQUEST) => {
    setVariables({ PULL_REQUEST, BEFORE_COMMIT: before });
    await expect(report()).rejects.toThrow('PULL_REQUEST must be a number');
  });

  test('a branch as the previous commit', async () => {
    setVariables({ PULL_REQUEST: '1', BEFORE_COMMIT: 'main' });
    await expect(report()).rejects.toThrow('BEFORE_COMMIT must be a commit ID, not "main".');
  });

  test('a build of a branch', async () => {
    build.resolvedSourceVersion = 'refs/heads/feature';
    await expect(report()).rejects.toThrow('The build must have a commit ID');
  });

  test('a build in progress', async () => {
    build.buildStatus = 'IN_PROGRESS';
    await expect(report()).rejects.toThrow('has not ended: it is IN_PROGRESS.');
  });

  test('a repository without the pull request', async () => {
    world.commit('my-app-config', { file: '' });
    await expect(
      program.report({
        env: { BUILD_ID: BUILD, REPOSITORY: 'my-app-config' },
        call: callInProcess({ codecommit: world.codecommit, codebuild }),
        say: () => undefined,
      }),
    ).rejects.toMatchObject({ name: 'RepositoryNotAssociatedWithPullRequestException' });
  });
});
