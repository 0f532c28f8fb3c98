import { testWithBash } from '../support/bash';
import type { Ended } from '../support/config-clone';
import { SingleClone } from '../support/single-clone';

const digest = (character: string) => `sha256:${character.repeat(64)}`;
const OVERLAY = 'k8s/overlays/production/kustomization.yaml';
const STATE = 'deploy/production';
const NO_IMAGE: Ended = { status: 1, stdout: '', stderr: 'Error: There is no previous image.\n' };

let clone: SingleClone;
const commits = new Map<string, string>();

/** Builds and promotes a commit, whose manifests and digest have this character. */
const promote = (character: string) => {
  const commit = clone.commit(`build ${character}`, { 'k8s/base/part.yaml': character });
  commits.set(character, commit);
  clone.push(digest(character), commit);
  expect(clone.task('promote')).toMatchObject({ status: 0, stderr: '' });
};
/** The manifests and the digest that the server has. */
const runs = (branch = STATE) =>
  `${clone.served(`${branch}:k8s/base/part.yaml`)}${/digest: sha256:(.)\1{63}/.exec(clone.served(`${branch}:${OVERLAY}`)!)![1]}`;
const rollback = () => {
  const { status, stderr } = clone.task('app/rollback');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return runs();
};
const message = () => clone.onServer('log', '-1', '--format=%B', STATE);

beforeEach(() => {
  clone = new SingleClone();
});

testWithBash('each rollback restores the manifests and the image before, until none is left', () => {
  ['a', 'b', 'c'].forEach(promote);
  const reverted = clone.onServer('rev-parse', STATE);
  expect(rollback()).toBe('bb');
  expect(message()).toBe([
    `Revert "deploy(production): ${commits.get('c')!.slice(0, 12)}"`, '', `This reverts commit ${reverted}.`, '',
    `Commit ${commits.get('b')} of shop`, `Image registry.example/shop@${digest('b')}`,
  ].join('\n'));
  expect(clone.onServer('rev-parse', `${STATE}^`)).toBe(reverted);
  expect(clone.onServer('rev-parse', `${STATE}:k8s`)).toBe(clone.onServer('rev-parse', `${STATE}~2:k8s`));
  expect(rollback()).toBe('aa');
  expect(clone.task('app/rollback')).toEqual(NO_IMAGE);
  expect(runs()).toBe('aa');
});

testWithBash('rolls back a promotion that came after another rollback', () => {
  ['a', 'b'].forEach(promote);
  rollback();
  promote('c');
  expect(rollback()).toBe('aa');
});

testWithBash('rolls back a change of manifests alone', () => {
  promote('a');
  const later = clone.commit('manifests', { 'k8s/base/part.yaml': 'x' });
  clone.push(digest('a'), later);
  clone.task('promote');
  expect(runs()).toBe('xa');
  expect(rollback()).toBe('aa');
  expect(message()).toContain(`Commit ${commits.get('a')} of shop`);
});

testWithBash('neither requires nor changes the working copy, and never changes main', () => {
  ['a', 'b'].forEach(promote);
  clone.git('switch', '-qc', 'feature');
  clone.git('rm', '-q', '--cached', 'README.md');
  const state = () => [clone.git('status', '--porcelain'), clone.git('rev-parse', 'HEAD'), clone.onServer('rev-parse', 'main')];
  const before = state();
  rollback();
  expect(state()).toEqual(before);
});

describe('after a pull request', () => {
  /** Promotes on a branch, as the pipeline does, and merges it into the state branch in one way. */
  const merged = (character: string, ...how: readonly string[]) => {
    clone.git('fetch', '-q', 'origin');
    const tip = clone.onServer('rev-parse', STATE);
    promote(character);
    const proposed = clone.onServer('rev-parse', STATE);
    clone.git('switch', '-qC', 'state', tip);
    clone.git('fetch', '-q', 'origin', STATE);
    clone.git('merge', '-q', ...how, proposed);
    if (how.includes('--squash')) {
      clone.git('commit', '-qm', 'Squashed commit');
    }
    clone.git('push', '-qf', 'origin', `HEAD:${STATE}`);
    clone.git('switch', '-q', 'main');
  };

  testWithBash.each([
    ['squashed', ['--squash']],
    ['fast-forwarded', ['--ff-only']],
    ['merged', ['--no-ff']],
  ])('%s: restores the state before', (_, how) => {
    ['a', 'b'].forEach(promote);
    merged('c', ...how);
    expect(runs()).toBe('cc');
    expect(rollback()).toBe('bb');
    expect(rollback()).toBe('aa');
  });

  testWithBash('merged with a further commit: restores the state before the merge, not within it', () => {
    ['a', 'b'].forEach(promote);
    const tip = clone.onServer('rev-parse', STATE);
    promote('c');
    clone.git('fetch', '-q', 'origin');
    clone.git('switch', '-qC', 'proposal', `origin/${STATE}`);
    clone.commit('further', { 'k8s/base/part.yaml': 'x' });
    clone.git('switch', '-qC', 'state', tip);
    clone.git('merge', '-q', '--no-ff', 'proposal');
    clone.git('push', '-qf', 'origin', `HEAD:${STATE}`);
    expect(runs()).toBe('xc');
    expect(rollback()).toBe('bb');
  });

  testWithBash('merged: names the commit of the state that it restores', () => {
    promote('a');
    merged('b', '--no-ff');
    promote('c');
    expect(rollback()).toBe('bb');
    expect(message()).toContain(`Commit ${commits.get('b')} of shop`);
  });
});

testWithBash('skips a state with an unreadable overlay, and restores what a person committed', () => {
  promote('a');
  const by = (subject: string, files: Record<string, string>) => {
    clone.git('fetch', '-q', 'origin');
    clone.git('switch', '-qC', 'state', `origin/${STATE}`);
    clone.commit(subject, files);
    clone.git('push', '-q', 'origin', `HEAD:${STATE}`);
    clone.git('switch', '-q', 'main');
  };
  by('by hand', { 'k8s/base/part.yaml': 'h' });
  by('broken', { [OVERLAY]: 'images: [{ name: shop }]\n' });
  promote('b');
  expect(rollback()).toBe('ha');
  expect(message()).not.toContain('Commit ');
});

testWithBash('keeps what a promotion has pushed meanwhile', () => {
  ['a', 'b'].forEach(promote);
  const other = clone.onServer('commit-tree', `${STATE}^{tree}`, '-p', STATE, '-m', 'another promotion');
  clone.beforePush(`git --git-dir '${clone.server}' update-ref refs/heads/${STATE} ${other}`);
  expect(clone.task('app/rollback')).toMatchObject({ status: 1, stderr: expect.stringContaining('Git could not push to') });
  expect(clone.onServer('rev-parse', STATE)).toBe(other);
});

testWithBash('fails before the second promotion', () => {
  expect(clone.task('app/rollback')).toEqual(NO_IMAGE);
  promote('a');
  expect(clone.task('app/rollback')).toEqual(NO_IMAGE);
});
