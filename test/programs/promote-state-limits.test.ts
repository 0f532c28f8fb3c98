import { execFileSync } from 'node:child_process';
import { type Build, digestOf } from './promotion';
import { StateWorld } from './state-promotion';
import { temporaryFolder } from '../support/temporary-folder';

let world: StateWorld;
let [first, second]: Build[] = [];

beforeEach(() => {
  world = new StateWorld(temporaryFolder());
  first = world.build(1, { 'src/index.js': '1', 'k8s/base/deployment.yaml': '1', 'k8s/base/service.yaml': '1' });
  second = world.build(2, {
    'src/index.js': '2', 'k8s/base/deployment.yaml': '2', 'k8s/base/service.yaml': undefined, 'k8s/base/config.yaml': '2',
  });
  world.build(3);
  world.requests.length = 0;
});

describe('what the API of CodeCommit cannot commit is refused by name', () => {
  beforeEach(() => world.stage('dev', first));

  const build = (number: number, change: () => void): Build => {
    change();
    return world.build(number);
  };
  const refusal = async (built: Build) => {
    const tip = world.tip('deploy/dev');
    const stage = world.stage('dev', built);
    await expect(stage).rejects.toThrow(/With Git: npx projen promote --to dev$/);
    expect(world.tip('deploy/dev')).toBe(tip);
    return stage.catch(({ message }) => message as string);
  };
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [`k8s/base/many/${number}`, String(number)]));

  test('more than 100 files, without reading them', async () => {
    // With the digest, and what the second build has changed.
    const built = build(4, () => world.source(many(97)));
    world.requests.length = 0;
    expect(await refusal(built)).toContain('100 files below k8s/ have changed, and the API of CodeCommit accepts 100.');
    expect(world.requests.filter((request) => request.includes('GetBlob'))).toEqual([]);
  });

  test('but 100 files are promoted', async () => {
    await world.stage('dev', build(4, () => world.source(many(96))));
    expect(world.states('dev').flatMap((commit) => world.differences('dev', commit))).toEqual([]);
  });

  test('files that are too large together', async () => {
    const part = 'x'.repeat(4 * 2 ** 20);
    const built = build(4, () => ['a', 'b'].forEach((name) => world.source({ [`k8s/${name}`]: part + name })));
    expect(await refusal(built)).toContain('(FileContentSizeLimitExceededException)');
  });

  test('a submodule', async () => {
    await world.stage('dev', second);
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: world.repository.path, env: { ...process.env, GIT_INDEX_FILE: 'submodule.index' }, encoding: 'utf8',
    }).trim();
    git('read-tree', 'main');
    git('update-index', '--add', '--cacheinfo', `160000,${first.commit},k8s/base/module`);
    const commit = git('commit-tree', git('write-tree'), '-p', 'main', '-m', 'Add a submodule');
    git('update-ref', 'refs/heads/main', commit);
    world.ecr.push('my-app', digestOf(4), commit);
    await expect(world.stage('dev', { commit, digest: digestOf(4) })).rejects.toThrow(
      'k8s/base/module has the mode 160000: only files and symbolic links can be promoted.',
    );
  });

  test('a folder in the place of a file', async () => {
    const built = build(4, () => {
      world.source({ 'k8s/base/deployment.yaml': undefined });
      world.source({ 'k8s/base/deployment.yaml/part.yaml': '1' });
    });
    expect(await refusal(built)).toContain('(DirectoryNameConflictsWithFileNameException)');
  });
});
