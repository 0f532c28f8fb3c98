import { readCommit } from '../aws-stand-in';
import { Build, digestOf, FILE, IMAGE, NO_IMAGE, overlay, World } from './promotion';
import { temporaryFolder } from '../support/temporary-folder';

let world: World;
let [first, second, third]: Build[] = [];

beforeEach(() => {
  world = new World(temporaryFolder());
  world.commit('my-app-config', { [FILE]: overlay(), 'notes.txt': 'mine' });
  [first, second, third] = world.builds([1, 2, 3]);
  world.requests.length = 0;
});

const tipMessage = () => readCommit(world.config, world.tip()!)!;

test('writes the two lines, and says in the commit what it was', async () => {
  expect(await world.promote(first)).toBe(`Promoted ${first.commit} (${first.digest}).`);
  expect(world.text()).toBe(overlay(first.digest, IMAGE));
  expect(tipMessage().message).toBe(
    `deploy(dev): ${first.commit.slice(0, 12)}\n\nCommit ${first.commit} of my-app\nImage ${IMAGE}@${first.digest}\nExecution execution-1\n`);
  expect(tipMessage().author).toMatchObject({ name: 'my-app pipeline', email: 'my-app@pipeline.invalid' });
  expect(world.text(world.tip(), 'notes.txt')).toBe('mine');
});

test('needs no more than these rights', async () => {
  await world.promote(first);
  world.requests.length = 0;
  await world.promote(second);
  expect(world.requests).toEqual([
    'ecr:DescribeImages repository/my-app',
    'codecommit:GetBranch my-app-config',
    'codecommit:GetFile my-app-config',
    'ecr:DescribeImages repository/my-app',
    'codecommit:GetCommit my-app',
    'codecommit:CreateCommit my-app-config refs/heads/main',
  ]);
});

test('keeps the mode of the file', async () => {
  world.commit('my-app-config', { [FILE]: overlay() + '\n' }, 'main', 'EXECUTABLE');
  await world.promote(first);
  expect(world.codecommit.answer('GetFile', { repositoryName: 'my-app-config', filePath: FILE })).toMatchObject({ fileMode: 'EXECUTABLE' });
});

describe('never goes back', () => {
  test('skips an older commit, without a commit', async () => {
    await world.promote(second);
    const tip = world.tip();
    expect(await world.promote(first)).toBe(`${first.commit} is older than ${second.commit}, which is deployed: skipped.`);
    expect(world.tip()).toBe(tip);
  });

  test('a commit is taken once', async () => {
    await world.promote(second);
    const tip = world.tip();
    expect(await world.promote(second)).toBe(`${FILE} already has ${second.digest}.`);
    expect(world.tip()).toBe(tip);
  });

  test('an image of two commits counts as the newer one', async () => {
    world.ecr.push('my-app', digestOf(9), world.commit('my-app', { file: 'the same image' }));
    const [later] = world.builds([10]);
    world.ecr.push('my-app', first.digest, world.commit('my-app', { file: 'as at first' }));
    await world.promote(first);
    expect(await world.promote(later)).toContain('is older than');
  });

  test('a rewritten history is followed, and said', async () => {
    await world.promote(third);
    const [other] = world.builds([4], [first.commit]);
    expect(await world.promote(other)).toContain(`Promoted ${other.commit}`);
    expect(world.said).toContain(`${third.commit} is deployed, but not in the history of ${other.commit}, which was rewritten.`);
  });

  test('a deployed commit that the app repo no longer has was rewritten, too', async () => {
    world.ecr.push('my-app', digestOf(7), 'e'.repeat(40));
    world.commit('my-app-config', { [FILE]: overlay(digestOf(7)) });
    expect(await world.promote(first)).toContain(`Promoted ${first.commit}`);
    expect(world.said[0]).toContain('which was rewritten');
  });

  test('a commit that the app repo does not have is refused', async () => {
    await world.promote(first);
    world.ecr.push('my-app', digestOf(7), 'e'.repeat(40));
    await expect(world.promote({ commit: 'e'.repeat(40), digest: digestOf(7) })).rejects.toMatchObject({ name: 'CommitIdDoesNotExistException' });
  });

  test('an image that is no longer in the registry can be compared with nothing', async () => {
    await world.promote(third);
    world.ecr.remove('my-app', third.digest);
    expect(await world.promote(second)).toContain('Promoted');
    expect(world.said).toContain(`The registry has no image "${third.digest}" with a commit as its tag: nothing to compare with.`);
  });

  test('commits too far apart are refused', async () => {
    const last = world.builds(Array.from({ length: 700 }, (_, at) => 100 + at)).at(-1)!;
    await world.promote(first);
    world.requests.length = 0;
    await expect(world.promote(last)).rejects.toThrow(/^Cannot determine in 600 commits which is newer, .* Run: npx projen promote$/);
    expect(world.requests.filter((request) => request.includes('GetCommit')).length).toBeLessThanOrEqual(600);
  });
});

describe('what the build says is not believed', () => {
  test.each([
    undefined, '', 'latest', NO_IMAGE.slice(0, -1), `${NO_IMAGE}0`, `${digestOf(1)}\n`, digestOf(1).toUpperCase(), `$(${digestOf(1)})`, `x\n    digest: ${NO_IMAGE}`,
  ])('%j is no digest', async (digest) => {
    await expect(world.promote({ ...first, digest: digest as string })).rejects.toThrow(/^The build names .*, which is not an image digest\.$/);
    expect(world.requests).toEqual([]);
  });

  test.each(['', 'main', 'a'.repeat(39), `${'a'.repeat(40)}\n`, '../'.repeat(14)])('%j is no commit', async (commit) => {
    await expect(world.promote({ ...first, commit })).rejects.toThrow(/^The pipeline names .*, which is not a commit ID\.$/);
  });

  test('an image of another commit is refused', async () => {
    await expect(world.promote({ commit: second.commit, digest: first.digest })).rejects.toThrow(`The image ${first.digest} has no tag ${second.commit}`);
  });

  test('an image that is not in the registry is refused', async () => {
    await expect(world.promote({ commit: first.commit, digest: digestOf(8) })).rejects.toThrow('it was not built from that commit');
  });
});

describe('when somebody else is faster', () => {
  const busy = (times: number, name: string, meanwhile: (time: number) => void = () => undefined): typeof world.call => {
    let time = 0;
    return async (service, operation, input) => {
      if (operation === 'create-commit' && time < times) {
        meanwhile(++time);
        throw Object.assign(new Error('busy'), { name });
      }
      return world.call(service, operation, input);
    };
  };

  test.each(['ParentCommitIdOutdatedException', 'ConcurrentReferenceUpdateException', 'ThrottlingException', 'TooManyRequestsException'])('%s: tries again', async (name) => {
    expect(await world.promote(first, {}, busy(3, name))).toContain('Promoted');
    expect(world.slept).toEqual([100, 200, 400]);
  });

  test('reads and checks all again: a newer one that came meanwhile wins', async () => {
    const call = busy(1, 'ParentCommitIdOutdatedException', () => world.commit('my-app-config', { [FILE]: overlay(third.digest) }));
    expect(await world.promote(second, {}, call)).toContain('is older than');
  });

  test('what they have committed stays', async () => {
    const call = busy(1, 'ParentCommitIdOutdatedException', () => world.commit('my-app-config', { [FILE]: overlay().replace('count: 2', 'count: 5') }));
    await world.promote(first, {}, call);
    expect(world.text()).toBe(overlay(first.digest, IMAGE).replace('count: 2', 'count: 5'));
  });

  test('gives up in the end, within the time that the project has', async () => {
    await expect(world.promote(first, {}, busy(99, 'ThrottlingException'))).rejects.toThrow('my-app-config was busy 50 times (ThrottlingException)');
    expect(world.slept).toHaveLength(49);
    expect(Math.max(...world.slept)).toBe(7500);
    expect(2 * world.slept.reduce((one, other) => one + other)).toBeLessThan(15 * 60 * 1000);
  });

  test('any other error ends it at once', async () => {
    await expect(world.promote(first, {}, busy(1, 'AccessDeniedException'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(world.slept).toEqual([]);
  });

  test('nothing to change is no failure', async () => {
    await world.promote(first, {}, busy(1, 'NoChangeException'));
    expect(world.slept).toEqual([]);
  });
});

test('an empty config repo is to be pushed first', async () => {
  await expect(world.promote(first, { BRANCH: 'release' })).rejects.toThrow('The branch release does not exist yet. Push the config repo: npx projen repos:push');
});
