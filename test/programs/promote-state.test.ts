import { type Build, digestOf, IMAGE, NO_IMAGE, overlay } from './promotion';
import { fileOf, StateWorld } from './state-promotion';
import { temporaryFolder } from '../support/temporary-folder';

let world: StateWorld;
let [first, second, third]: Build[] = [];

beforeEach(() => {
  world = new StateWorld(temporaryFolder());
  first = world.build(1, { 'src/index.js': '1', 'k8s/base/deployment.yaml': '1', 'k8s/base/service.yaml': '1' });
  second = world.build(2, {
    'src/index.js': '2', 'k8s/base/deployment.yaml': '2', 'k8s/base/service.yaml': undefined, 'k8s/base/config.yaml': '2',
  });
  third = world.build(3);
  world.requests.length = 0;
});

const digestIn = (name = 'dev', commit = world.tip(`deploy/${name}`)!) =>
  /digest: (\S+)/.exec(world.text(commit, fileOf(name)))![1];
const at = (name: string, path: string, branch = `deploy/${name}`) => world.text(world.tip(branch), path);
/** Each commit of a state branch is a whole promotion. */
const allWhole = (name = 'dev') => world.states(name).flatMap((commit) => world.differences(name, commit));
const setDigest = (digest: string, name = 'dev') => world.source({ [fileOf(name)]: overlay(digest, IMAGE) }, `deploy/${name}`, 'By hand\n');

describe('the first promotion', () => {
  test('creates the state branch with the digest: the branch never has the digest of zeros', async () => {
    expect(await world.stage('dev', first)).toBe(`Promoted ${first.commit} (${first.digest}).`);
    expect(world.states('dev')).toHaveLength(1);
    expect(world.states('dev').map((commit) => digestIn('dev', commit))).toEqual([first.digest]);
    expect(allWhole()).toEqual([]);
    expect(world.message('deploy/dev')).toBe(
      `deploy(dev): ${first.commit.slice(0, 12)}\n\nCommit ${first.commit} of my-app\nImage ${IMAGE}@${first.digest}\nExecution execution-1\n`,
    );
  });

  test('changes nothing on main', async () => {
    const tip = world.tip();
    await world.stage('dev', first);
    await world.stage('dev', third);
    expect(world.tip()).toBe(tip);
    expect(world.text(tip)).toBe(overlay());
  });

  test('continues after an interruption between any two calls', async () => {
    for (const [failing, operation] of ['create-branch', 'create-commit', 'create-branch'].entries()) {
      let count = 0;
      const call: typeof world.call = async (service, name, input) => {
        if (name.startsWith('create-') && count++ === failing) {
          throw Object.assign(new Error('interrupted'), { name: 'Interrupted' });
        }
        return world.call(service, name, input);
      };
      await expect(world.stage('dev', first, {}, call)).rejects.toThrow('interrupted');
      expect([operation, world.tip('deploy/dev')]).toEqual([operation, undefined]);
    }
    expect(await world.stage('dev', first)).toContain('Promoted');
    expect(allWhole()).toEqual([]);
  });

  test('compares again when another promotion has created the branch', async () => {
    let isFirst = true;
    const call: typeof world.call = async (service, name, input) => {
      if (name === 'create-commit' && isFirst) {
        isFirst = false;
        await world.stage('dev', second);
      }
      return world.call(service, name, input);
    };
    expect(await world.stage('dev', first, {}, call)).toContain(`${first.commit} is older than ${second.commit}`);
    expect(digestIn()).toBe(second.digest);
  });
});

describe('the manifests', () => {
  test('are those of the promoted commit: changed, added and deleted in one commit', async () => {
    await world.stage('dev', first);
    await world.stage('dev', second);
    expect(world.states('dev')).toHaveLength(2);
    expect(at('dev', 'k8s/base/deployment.yaml')).toBe('2');
    expect(at('dev', 'k8s/base/config.yaml')).toBe('2');
    expect(world.files(world.tip('deploy/dev')!).has('k8s/base/service.yaml')).toBe(false);
    expect(allWhole()).toEqual([]);
  });

  test('alone change the state branch, too: an image can have several commits', async () => {
    await world.stage('dev', third);
    const commit = world.source({ 'k8s/base/deployment.yaml': '4' });
    world.ecr.push('my-app', third.digest, commit);
    expect(await world.stage('dev', { commit, digest: third.digest })).toContain(`Promoted ${commit}`);
    expect(at('dev', 'k8s/base/deployment.yaml')).toBe('4');
    expect(digestIn()).toBe(third.digest);
    expect(await world.stage('dev', third)).toContain(`${third.commit} is older than ${commit}`);
    expect(allWhole()).toEqual([]);
  });

  test('keep their bytes and modes', async () => {
    await world.stage('dev', first);
    const bytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).join('');
    world.source({ 'k8s/base/data.bin': bytes, 'k8s/base/empty': '' });
    world.codecommit.answer('CreateCommit', {
      repositoryName: 'my-app',
      branchName: 'main',
      parentCommitId: world.tip(),
      putFiles: [
        { filePath: 'k8s/base/run.sh', fileContent: 'eA==', fileMode: 'EXECUTABLE' },
        { filePath: 'k8s/base/link', fileContent: 'eA==', fileMode: 'SYMLINK' },
        { filePath: fileOf('dev'), fileContent: Buffer.from(`${overlay()}# \xe9\n`, 'latin1').toString('base64'), fileMode: 'EXECUTABLE' },
      ],
    });
    const build = world.build(4);
    await world.stage('dev', build);
    expect(allWhole()).toEqual([]);
    const files = world.files(world.tip('deploy/dev')!);
    expect(['k8s/base/run.sh', 'k8s/base/link', fileOf('dev')].map((path) => files.get(path)!.mode))
      .toEqual(['100755', '120000', '100755']);
    expect(at('dev', 'k8s/base/data.bin')).toBe(bytes);
  });

  test('do not change with files outside k8s', async () => {
    await world.stage('dev', first);
    await world.stage('dev', third);
    expect(at('dev', 'src/index.js')).toBe('1');
    expect(at('dev', 'k8s/base/deployment.yaml')).toBe('2');
  });

  test('replace what a person committed to the state branch', async () => {
    await world.stage('dev', first);
    world.source({ 'k8s/base/deployment.yaml': 'by hand', 'k8s/base/other.yaml': 'by hand' }, 'deploy/dev');
    await world.stage('dev', second);
    expect(world.differences('dev', world.tip('deploy/dev')!)).toEqual([]);
  });
});

describe('never goes back', () => {
  test('skips an older commit, without a commit', async () => {
    await world.stage('dev', second);
    const tip = world.tip('deploy/dev');
    expect(await world.stage('dev', first)).toBe(`${first.commit} is older than ${second.commit}, which is deployed: skipped.`);
    expect(world.tip('deploy/dev')).toBe(tip);
  });

  test('promotes a commit only once', async () => {
    await world.stage('dev', second);
    const tip = world.tip('deploy/dev');
    expect(await world.stage('dev', second)).toBe(`deploy/dev already has ${second.commit} (${second.digest}).`);
    expect(world.tip('deploy/dev')).toBe(tip);
  });

  test('reads the deployed commit from the message, even if the registry no longer has the image', async () => {
    await world.stage('dev', third);
    world.ecr.remove('my-app', third.digest);
    expect(await world.stage('dev', second)).toContain(`${second.commit} is older than ${third.commit}`);
  });

  test('reads it from the tags of the image after a commit of a person', async () => {
    await world.stage('dev', first);
    setDigest(third.digest);
    expect(await world.stage('dev', second)).toContain(`${second.commit} is older than ${third.commit}`);
  });

  test('does not trust a message that names a commit of another image', async () => {
    await world.stage('dev', first);
    world.source({ 'k8s/base/deployment.yaml': 'x' }, 'deploy/dev', `Merge\n\nCommit ${third.commit} of my-app\n`);
    expect(await world.stage('dev', second)).toContain(`Promoted ${second.commit}`);
  });

  test('says that nothing names the commit of an unknown image', async () => {
    await world.stage('dev', first);
    setDigest(digestOf(99));
    await world.stage('dev', second);
    expect(world.said).toContain(`Nothing names the commit of the image ${digestOf(99)}: nothing to compare with.`);
  });

  test('follows a rewritten history and says so', async () => {
    await world.stage('dev', third);
    const tip = world.tip()!;
    world.repository.move('refs/heads/main', tip, first.commit);
    const other = world.build(4);
    expect(await world.stage('dev', other)).toContain(`Promoted ${other.commit}`);
    expect(world.said).toContain(`${third.commit} is deployed, but not in the history of ${other.commit}, which was rewritten.`);
    expect(world.differences('dev', world.tip('deploy/dev')!)).toEqual([]);
  });

  test('retries after a concurrent commit, and compares again', async () => {
    await world.stage('dev', first);
    let isFirst = true;
    const call: typeof world.call = async (service, name, input) => {
      if (name === 'create-commit' && isFirst) {
        isFirst = false;
        await world.stage('dev', third);
      }
      return world.call(service, name, input);
    };
    expect(await world.stage('dev', second, {}, call)).toContain(`${second.commit} is older than ${third.commit}`);
    expect(digestIn()).toBe(third.digest);
  });
});

describe('validates the variables of the build', () => {
  test.each(['', NO_IMAGE.slice(0, -1), `$(${digestOf(1)})`])('refuses %j as digest', async (digest) => {
    await expect(world.stage('dev', { ...first, digest })).rejects.toThrow('which is not an image digest');
    expect(world.requests).toEqual([]);
  });

  test.each(['', 'main', `${'a'.repeat(40)}\n`])('refuses %j as commit', async (commit) => {
    await expect(world.stage('dev', { ...first, commit })).rejects.toThrow('which is not a commit ID');
    expect(world.requests).toEqual([]);
  });

  test('refuses an image of another commit', async () => {
    await expect(world.stage('dev', { commit: second.commit, digest: first.digest })).rejects.toThrow('has no tag');
    expect(world.tip('deploy/dev')).toBeUndefined();
  });

  test('refuses a commit without the overlay of the environment', async () => {
    const [{ commit }] = world.builds([9], []);
    await expect(world.stage('dev', { commit, digest: digestOf(9) })).rejects.toThrow(`${fileOf('dev')} is missing.`);
    expect(world.tip('deploy/dev')).toBeUndefined();
  });
});
