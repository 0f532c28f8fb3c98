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

test('writes the two lines and names the build in the commit', async () => {
  expect(await world.promote(first)).toBe(`Promoted ${first.commit} (${first.digest}).`);
  expect(world.text()).toBe(overlay(first.digest, IMAGE));
  expect(tipMessage().message).toBe(
    `deploy(dev): ${first.commit.slice(0, 12)}\n\nCommit ${first.commit} of my-app\nImage ${IMAGE}@${first.digest}\nExecution execution-1\n`,
  );
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

test('keeps the file mode', async () => {
  world.commit('my-app-config', { [FILE]: overlay() + '\n' }, 'main', 'EXECUTABLE');
  await world.promote(first);
  expect(world.codecommit.answer('GetFile', { repositoryName: 'my-app-config', filePath: FILE })).toMatchObject({
    fileMode: 'EXECUTABLE',
  });
});

describe('never goes back to an older commit', () => {
  test('skips an older commit, without a commit', async () => {
    await world.promote(second);
    const tip = world.tip();
    expect(await world.promote(first)).toBe(
      `${first.commit} is older than ${second.commit}, which is deployed: skipped.`,
    );
    expect(world.tip()).toBe(tip);
  });

  test('promotes a commit only once', async () => {
    await world.promote(second);
    const tip = world.tip();
    expect(await world.promote(second)).toBe(`${FILE} already has ${second.digest}.`);
    expect(world.tip()).toBe(tip);
  });

  test('dates an image of two commits by the newer one', async () => {
    world.ecr.push('my-app', digestOf(9), world.commit('my-app', { file: 'the same image' }));
    const [later] = world.builds([10]);
    world.ecr.push('my-app', first.digest, world.commit('my-app', { file: 'as at first' }));
    await world.promote(first);
    expect(await world.promote(later)).toContain('is older than');
  });

  test('follows a rewritten history and says so', async () => {
    await world.promote(third);
    const [other] = world.builds([4], [first.commit]);
    expect(await world.promote(other)).toContain(`Promoted ${other.commit}`);
    expect(world.said).toContain(
      `${third.commit} is deployed, but not in the history of ${other.commit}, which was rewritten.`,
    );
  });

  test('treats a deployed commit missing in the app repo as rewritten', async () => {
    world.ecr.push('my-app', digestOf(7), 'e'.repeat(40));
    world.commit('my-app-config', { [FILE]: overlay(digestOf(7)) });
    expect(await world.promote(first)).toContain(`Promoted ${first.commit}`);
    expect(world.said[0]).toContain('which was rewritten');
  });

  test('refuses a commit that the app repo does not have', async () => {
    await world.promote(first);
    world.ecr.push('my-app', digestOf(7), 'e'.repeat(40));
    await expect(world.promote({ commit: 'e'.repeat(40), digest: digestOf(7) })).rejects.toMatchObject({
      name: 'CommitIdDoesNotExistException',
    });
  });

  test('promotes when the deployed image is no longer in the registry', async () => {
    await world.promote(third);
    world.ecr.remove('my-app', third.digest);
    expect(await world.promote(second)).toContain('Promoted');
    expect(world.said).toContain(
      `The registry has no image "${third.digest}" with a commit as its tag: nothing to compare with.`,
    );
  });

  test('refuses commits that are too far apart', async () => {
    const last = world.builds(Array.from({ length: 700 }, (_, at) => 100 + at)).at(-1)!;
    await world.promote(first);
    world.requests.length = 0;
    await expect(world.promote(last)).rejects.toThrow(
      /^Cannot determine in 600 commits which is newer, .* Run: npx projen promote$/,
    );
    expect(world.requests.filter((request) => request.includes('GetCommit')).length).toBeLessThanOrEqual(600);
  });
});

describe('validates the build\'s variables', () => {
  test.each([
    undefined, '', 'latest', NO_IMAGE.slice(0, -1), `${NO_IMAGE}0`, `${digestOf(1)}\n`, digestOf(1).toUpperCase(),
    `$(${digestOf(1)})`, `x\n    digest: ${NO_IMAGE}`,
  ])('refuses %j as digest', async (digest) => {
    await expect(world.promote({ ...first, digest: digest as string })).rejects.toThrow(
      /^The build names .*, which is not an image digest\.$/,
    );
    expect(world.requests).toEqual([]);
  });

  test.each(['', 'main', 'a'.repeat(39), `${'a'.repeat(40)}\n`, '../'.repeat(14)])(
    'refuses %j as commit',
    async (commit) => {
      await expect(world.promote({ ...first, commit })).rejects.toThrow(
        /^The pipeline names .*, which is not a commit ID\.$/,
      );
    },
  );

  test('refuses an image of another commit', async () => {
    await expect(world.promote({ commit: second.commit, digest: first.digest })).rejects.toThrow(
      `The image ${first.digest} has no tag ${second.commit}`,
    );
  });

  test('refuses an image that is not in the registry', async () => {
    await expect(world.promote({ commit: first.commit, digest: digestOf(8) })).rejects.toThrow(
      'it was not built from that commit',
    );
  });
});

describe('with concurrent commits', () => {
  const busy = (
    times: number, name: string, meanwhile: (time: number) => void = () => undefined,
  ): typeof world.call => {
    let time = 0;
    return async (service, operation, input) => {
      if (operation === 'create-commit' && time < times) {
        meanwhile(++time);
        throw Object.assign(new Error('busy'), { name });
      }
      return world.call(service, operation, input);
    };
  };

  test.each([
    'ParentCommitIdOutdatedException', 'ConcurrentReferenceUpdateException', 'ThrottlingException',
    'TooManyRequestsException',
  ])('retries on %s', async (name) => {
    expect(await world.promote(first, {}, busy(3, name))).toContain('Promoted');
    expect(world.slept).toEqual([100, 200, 400]);
  });

  test('reads and checks again: a newer promotion that came meanwhile wins', async () => {
    const call = busy(1, 'ParentCommitIdOutdatedException', () =>
      world.commit('my-app-config', { [FILE]: overlay(third.digest) }),
    );
    expect(await world.promote(second, {}, call)).toContain('is older than');
  });

  test('keeps the concurrent commit', async () => {
    const call = busy(1, 'ParentCommitIdOutdatedException', () =>
      world.commit('my-app-config', { [FILE]: overlay().replace('count: 2', 'count: 5') }),
    );
    await world.promote(first, {}, call);
    expect(world.text()).toBe(overlay(first.digest, IMAGE).replace('count: 2', 'count: 5'));
  });

  test('gives up within the timeout of the build project', async () => {
    await expect(world.promote(first, {}, busy(99, 'ThrottlingException'))).rejects.toThrow(
      'my-app-config was busy 50 times (ThrottlingException)',
    );
    expect(world.slept).toHaveLength(49);
    expect(Math.max(...world.slept)).toBe(7500);
    expect(2 * world.slept.reduce((one, other) => one + other)).toBeLessThan(15 * 60 * 1000);
  });

  test('fails at once on any other error', async () => {
    await expect(world.promote(first, {}, busy(1, 'AccessDeniedException'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect(world.slept).toEqual([]);
  });

  test('succeeds when there is nothing to change', async () => {
    await world.promote(first, {}, busy(1, 'NoChangeException'));
    expect(world.slept).toEqual([]);
  });
});

test('asks to push an empty config repo first', async () => {
  await expect(world.promote(first, { BRANCH: 'release' })).rejects.toThrow(
    'The branch release does not exist yet. Push the config repo: npx projen repos:push',
  );
});
