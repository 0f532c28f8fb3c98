import { testWithBash } from '../support/bash';
import { SingleClone } from '../support/single-clone';

const digest = (character: string) => `sha256:${character.repeat(64)}`;
const OVERLAY = 'k8s/overlays/production/kustomization.yaml';
const STATE = 'deploy/production';

let clone: SingleClone;

/** A commit of main with its image, whose digest consists of this character. */
const build = (character: string, files: Readonly<Record<string, string | undefined>> = { note: character }) => {
  const commit = clone.commit(`build ${character}`, files);
  clone.push(digest(character), commit);
  return commit;
};
const promote = (...args: string[]) => {
  const { status, stdout, stderr } = clone.task('promote', ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};
const overlayWith = (character: string, text = clone.read(OVERLAY)) => text
  .replace(/newName: .*/, 'newName: "registry.example/shop"').replace(/digest: sha256:0+/, `digest: ${digest(character)}`);
const manifests = (commit: string) =>
  clone.onServer('ls-tree', '-r', commit, 'k8s').split('\n').filter((line) => !line.endsWith(OVERLAY));

beforeEach(() => {
  clone = new SingleClone();
});

testWithBash('the first promotion creates the branch with the digest, after the commit of the image', () => {
  const commit = build('a');
  expect(promote()).toBe(`Promoted ${commit} (${digest('a')}) to ${STATE}.\n`);
  expect(clone.served(`${STATE}:${OVERLAY}`)).toBe(overlayWith('a'));
  expect(clone.onServer('rev-parse', `${STATE}^`)).toBe(commit);
  // The same message as that of the pipeline, which reads the commit from it.
  expect(clone.onServer('log', '-1', '--format=%B', STATE)).toBe(
    `deploy(production): ${commit.slice(0, 12)}\n\nCommit ${commit} of shop\nImage registry.example/shop@${digest('a')}`,
  );
});

testWithBash('puts the manifests of the commit on the branch: changed, added and deleted ones, and their modes', () => {
  build('a', { 'k8s/base/old.yaml': 'old', 'k8s/base/run.sh': 'run', 'k8s/base/é "1".yaml': 'x' });
  promote();
  clone.git('update-index', '--chmod=+x', 'k8s/base/run.sh');
  const commit = build('b', { 'k8s/base/old.yaml': undefined, 'k8s/base/new.yaml': '\xff\0', 'src/x.js': 'x' });
  promote();
  expect(manifests(STATE)).toEqual(manifests(commit));
  expect(clone.served(`${STATE}:${OVERLAY}`)).toBe(overlayWith('b'));
  expect(clone.onServer('rev-list', '--count', `${STATE}~2..${STATE}`)).toBe('2');
  // The branch has the other files of the first promotion.
  expect(clone.served(`${STATE}:src/x.js`)).toBeUndefined();
  expect(clone.onServer('fsck', '--strict')).toBe('');
});

testWithBash('neither requires nor changes the working copy', () => {
  build('a');
  clone.git('switch', '-qc', 'feature');
  clone.commit('later', { 'server.js': 'x', [OVERLAY]: 'kind: Kustomization\n' });
  clone.git('rm', '-q', '--cached', 'README.md');
  const before = [clone.git('status', '--porcelain'), clone.git('rev-parse', 'HEAD'), clone.git('ls-files', '--stage')];
  promote();
  expect([clone.git('status', '--porcelain'), clone.git('rev-parse', 'HEAD'), clone.git('ls-files', '--stage')]).toEqual(before);
  expect(clone.served(`${STATE}:${OVERLAY}`)).toContain(digest('a'));
});

testWithBash('promotes an image by its digest, and a change of manifests alone', () => {
  const first = build('a');
  build('b');
  expect(promote('--digest', digest('a'))).toContain(`Promoted ${first}`);
  const later = clone.commit('manifests', { 'k8s/base/new.yaml': 'new' });
  clone.push(digest('a'), later);
  expect(promote('--digest', digest('a'))).toContain(`Promoted ${later}`);
  expect(clone.served(`${STATE}:k8s/base/new.yaml`)).toBe('new');
  expect(promote('--digest', digest('a'))).toBe(`${STATE} already has ${later} (${digest('a')}).\n`);
  expect(clone.onServer('rev-list', '--count', `${first}..${STATE}`)).toBe('2');
});

testWithBash('keeps what another promotion has pushed meanwhile', () => {
  build('a');
  promote();
  build('b');
  const [tree, parent] = [clone.onServer('rev-parse', `${STATE}^{tree}`), clone.onServer('rev-parse', STATE)];
  const other = clone.onServer('commit-tree', tree, '-p', parent, '-m', 'another promotion');
  clone.beforeImage(`git --git-dir '${clone.server}' update-ref refs/heads/${STATE} ${other}`);
  expect(clone.task('promote')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`Git could not push to ${STATE}: see above. If it has moved, run this task again.`),
  });
  expect(clone.onServer('rev-parse', STATE)).toBe(other);
});

describe('refuses', () => {
  const refusal = (...args: string[]) => {
    const { status, stderr } = clone.task('promote', ...args);
    expect({ status, state: clone.served(STATE) }).toEqual({ status: 1, state: undefined });
    return stderr;
  };

  testWithBash('without an image', () => {
    expect(refusal()).toContain('There is no image yet. Check the pipeline: npx projen pipeline:status');
  });

  testWithBash('what is no digest, and an unknown one', () => {
    build('a');
    expect(refusal('--digest', 'latest')).toContain('"latest" is not a digest');
    expect(refusal('--digest', digest('b'))).toContain(`There is no image ${digest('b')} in registry.example/shop.`);
  });

  testWithBash('an image of a commit that the repository does not have', () => {
    clone.push(digest('a'), 'e'.repeat(40));
    expect(refusal()).toContain('No commit on main is a tag of the image');
  });

  testWithBash('an ambiguous overlay, with its line', () => {
    build('a', { [OVERLAY]: 'images: [{ name: shop }]\n' });
    expect(refusal()).toMatch(new RegExp(`^Error: ${OVERLAY}, line 1: .* is not supported: .*\\n$`));
  });
});

testWithBash.each([
  ['promote', '+ aws ecr describe-images --repository-name shop'], ['app/rollback', `+ git fetch origin ${STATE}`],
])('%s --dry-run prints its commands and changes nothing', (script, command) => {
  build('a');
  const { status, stdout, stderr } = clone.task(script, '--dry-run');
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: expect.stringContaining(`${command}\nThen `), stderr: '' });
  expect(stdout).toContain(STATE);
  expect(clone.onServer('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});
