import { testWithBash } from '../support/bash';
import { ConfigClone, type Ended } from '../support/config-clone';

const digest = (character: string) => `sha256:${character.repeat(64)}`;
const NO_IMAGE: Ended = { status: 1, stdout: '', stderr: 'Error: There is no previous image.\n' };
const SIDECAR = (character: string) =>
  `  - name: envoy\n    newName: docker.io/envoyproxy/envoy\n    digest: ${digest(character)}\n`;

/** The overlay after a promotion of the application. */
const promoted = (character: string) => (text: string) => text
  .replace(/(name: shop\n +newName: ).*(\n +digest: ).*/, `$1registry-${character}.example/shop$2${digest(character)}`);
/** The overlay with another digest of the sidecar, which is the first in the list as kustomize sorts it. */
const pinned = (character: string) => (text: string) =>
  text.replace(/( {2}- name: envoy\n.*\n.*\n)?( {2}- name: shop\n {4}newName)/, `${SIDECAR(character)}$2`);
const clone = (...promotions: readonly string[]) => {
  const config = new ConfigClone({ appName: 'shop' });
  promotions.forEach((character) => config.commit(`deploy(production): ${character}`, promoted(character)));
  return config;
};
/** Which image of the application the server names. */
const runs = (config: ConfigClone) =>
  /name: shop\n +newName: registry-(.)\.example\/shop\n +digest: sha256:(.)\2{63}\n/
    .exec(config.pushed)
    ?.slice(1)
    .join('');
// The task pushes the commits before it, too.
const rollback = (config: ConfigClone) => {
  const { status, stderr } = config.task('app/rollback');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return runs(config);
};

testWithBash('each rollback restores the previous image, until none is left', () => {
  const config = clone('a', 'b', 'c');
  const reverted = config.git('rev-parse', 'HEAD');
  expect(rollback(config)).toBe('bb');
  expect(config.git('log', '-1', '--format=%B', 'origin/main')).toBe(
    `Revert "deploy(production): c"\n\nThis reverts commit ${reverted}.`,
  );
  expect(rollback(config)).toBe('aa');
  expect(config.task('app/rollback')).toEqual(NO_IMAGE);
  expect(runs(config)).toBe('aa');
});

testWithBash('rolls back an image that was promoted after another rollback', () => {
  const config = clone('a', 'b');
  rollback(config);
  config.commit('deploy(production): c', promoted('c'));
  expect(rollback(config)).toBe('aa');
});

testWithBash('keeps sidecar images, before and after the application in the list, and other settings', () => {
  const config = new ConfigClone({ appName: 'shop' }, (text) => pinned('1')(text));
  config.commit('deploy(production): a', promoted('a'));
  config.commit('deploy(production): b', (text) => pinned('2')(promoted('b')(text)).replace('count: 2', 'count: 5'));
  config.commit('chore: pin the sidecar', pinned('3'));
  const before = config.text;
  expect(rollback(config)).toBe('aa');
  expect(config.pushed).toBe(promoted('a')(before));
});

testWithBash('ignores a digest that only the sidecar had', () => {
  const config = new ConfigClone({ appName: 'shop' }, pinned('b'));
  ['a', 'b'].forEach((character) => config.commit(`deploy(production): ${character}`, promoted(character)));
  config.commit('chore: pin the sidecar', pinned('a'));
  expect(rollback(config)).toBe('aa');
  expect(config.pushed).toContain(SIDECAR('a'));
});

describe('after a pull request', () => {
  /** Proposes a change on a branch that begins at `from`, and merges it in one way. */
  const merged = (config: ConfigClone, from: string, change: (text: string) => string, ...how: readonly string[]) => {
    config.git('switch', '-qc', 'proposal', from);
    config.commit('deploy(production): proposed', change);
    config.git('switch', '-q', 'main');
    config.git('merge', '-q', ...how, 'proposal');
    if (how.includes('--squash')) {
      config.git('commit', '-qm', 'Squashed commit');
    }
    config.git('branch', '-qD', 'proposal');
  };

  testWithBash.each([
    ['squashed', ['--squash']],
    ['fast-forwarded', ['--ff-only']],
    ['merged', ['--no-ff']],
  ])('%s: restores the previous image', (_, how) => {
    const config = clone('a', 'b');
    merged(config, 'main', promoted('c'), ...how);
    expect(rollback(config)).toBe('bb');
    expect(rollback(config)).toBe('aa');
  });

  testWithBash(
    "begun before another promotion: restores the branch's image, not the image at the pull request's start",
    () => {
      const config = clone('a', 'b');
      merged(config, 'main~1', promoted('c'), '--no-ff', '-X', 'theirs');
      expect(config.text).toBe(promoted('c')(config.text));
      expect(rollback(config)).toBe('bb');
    },
  );

  testWithBash('begun before another promotion, with another change: does not count as a promotion', () => {
    const config = clone('a', 'b', 'c');
    merged(config, 'main~2', (text) => text.replace('count: 2', 'count: 5'), '--no-ff');
    expect(rollback(config)).toBe('bb');
    expect(config.pushed).toContain('count: 5');
  });

  testWithBash('with a revert: restores an older image, not the reverted one', () => {
    const config = clone('a', 'b', 'c');
    const commit = config.git('rev-parse', 'HEAD');
    config.git('switch', '-qc', 'back');
    config.git('revert', '--no-edit', commit);
    config.git('switch', '-q', 'main');
    config.git('merge', '-q', '--no-ff', 'back');
    expect(rollback(config)).toBe('aa');
  });
});

testWithBash('skips an old commit with an unreadable overlay', () => {
  const config = clone('a', 'b');
  const block = config.text;
  config.commit(
    'chore: flow style',
    (text) => `${text.slice(0, text.indexOf('images:'))}images: [{name: shop, newName: x, digest: "${digest('b')}"}]\n`,
  );
  config.commit('chore: block style again', () => block);
  expect(rollback(config)).toBe('aa');
});

testWithBash('names an unreadable current overlay and commits nothing', () => {
  const config = clone('a', 'b');
  config.commit('chore: a tag', (text) => `${text.trimEnd()}\n    newTag: x\n`);
  const head = config.git('rev-parse', 'HEAD');
  const { status, stderr } = config.task('app/rollback');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Error: k8s\/overlays\/production\/kustomization\.yaml, line \d+: shop must have newName and "digest: sha256:\.\.\.", and no tag\.\n$/,
  );
  expect(config.git('rev-parse', 'HEAD')).toBe(head);
});

testWithBash('undoes its commit when the server refuses the push, so that the task can run again', () => {
  const config = clone('a', 'b');
  const head = config.git('rev-parse', 'HEAD');
  config.git('config', 'remote.origin.pushurl', '/nowhere');
  expect(config.task('app/rollback')).toMatchObject({
    status: 1, stderr: expect.stringContaining('Git could not push the commit: see above. The task has removed it.'),
  });
  expect(config.git('rev-parse', 'HEAD')).toBe(head);
  config.git('config', '--unset', 'remote.origin.pushurl');
  expect(rollback(config)).toBe('aa');
});

testWithBash('fails before the second image', () => {
  expect(clone().task('app/rollback')).toEqual(NO_IMAGE);
  expect(clone('a').task('app/rollback')).toEqual(NO_IMAGE);
});
