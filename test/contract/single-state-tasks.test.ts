import { join } from 'node:path';
import { testWithBash } from '../support/bash';
import { SingleClone } from '../support/single-clone';
import { writeFiles } from '../support/write-files';

/** The tasks that read the branch which the engine follows. */

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Puts a stand-in for kubectl before this machine's. `kustomize` prints the folder. */
function withKubectl(clone: SingleClone): SingleClone {
  const body = `case "$*" in
  kustomize*) cat "$2/kustomization.yaml" ;;
  *diff*) echo "$*"; for part in "$@"; do [ ! -f "$part/kustomization.yaml" ] || cat "$part/kustomization.yaml" "$part/../../base/part.yaml"; done; exit 1 ;;
esac`;
  writeFiles(join(clone.folder, '..', 'bin'), [{ path: 'kubectl', content: `#!/bin/bash\n${body}\n`, executable: true }]);
  return clone;
}

/** A repository with a promoted image, and with later changes that are not promoted. */
function promoted(): SingleClone {
  const clone = withKubectl(new SingleClone());
  clone.push(DIGEST, clone.commit('build', { 'k8s/base/part.yaml': 'promoted\n' }));
  expect(clone.task('promote').status).toBe(0);
  clone.commit('later', { 'k8s/base/part.yaml': 'not promoted\n' });
  return clone;
}

describe('before the first promotion', () => {
  testWithBash('pair:state tells that there is no image', () => {
    expect(withKubectl(new SingleClone()).task('pair/state', 'image')).toMatchObject({ status: 0, stdout: 'image=no\n' });
  });

  testWithBash.each(['app/create', 'app/sync', 'app/diff'])('%s refuses, because pods could not start', (task) => {
    const { status, stderr } = withKubectl(new SingleClone()).task(task);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('No image is promoted yet') });
  });
});

describe('after it', () => {
  testWithBash('pair:state tells the image, and compares the default branch with the remote', () => {
    expect(promoted().task('pair/state', 'image', 'git')).toMatchObject({ status: 0, stdout: 'image=yes\ngit=same\n' });
  });

  testWithBash('promotion:wait ends with the image of the state branch', () => {
    const { status, stdout } = promoted().task('promotion/wait');
    expect({ status, stdout }).toEqual({
      status: 0, stdout: `The branch deploy/production has the image registry.example/shop@${DIGEST}.\n`,
    });
  });

  testWithBash('app:diff compares the promoted manifests with the cluster, and leaves no files', () => {
    const clone = promoted();
    const { status, stdout } = clone.task('app/diff');
    expect(status).toBe(0);
    expect(stdout).toContain(`digest: ${DIGEST}`);
    expect(stdout).toContain('promoted\n');
    expect(stdout).not.toContain('not promoted');
    const [, folder] = /--kustomize (\S+)/.exec(stdout) ?? [];
    expect(folder).not.toContain(clone.folder);
    expect(clone.git('status', '--porcelain')).toBe('');
  });
});

testWithBash('the tasks name the cause if the remote cannot be read', () => {
  const clone = withKubectl(new SingleClone());
  clone.git('remote', 'set-url', 'origin', `${clone.server}-gone`);
  const { status, stderr } = clone.task('app/create');
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('npx projen repos:push') });
});

testWithBash.each([
  [{ promotion: 'pull-request' }, [], 'production'],
  [{ environments: 'dev,production' }, ['--env', 'production'], 'production'],
])('promotion:wait names the pull request to the branch of the environment, and how to merge it: %j', (answers, args, environment) => {
  const clone = withKubectl(new SingleClone(answers));
  clone.git('push', '--quiet', 'origin', `HEAD:refs/heads/deploy/${environment}`);
  // A pull request of a person is open, too.
  const aws = `case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *list-pull-requests*) echo '3 7' ;;
  *'--pull-request-id 7 '*) echo refs/heads/deploy/${environment} ;;
  *get-pull-request*) echo refs/heads/main ;;
esac`;
  writeFiles(join(clone.folder, '..', 'bin'), [
    { path: 'aws', content: `#!/bin/bash\n${aws}\n`, executable: true },
    { path: 'sleep', content: '#!/bin/bash\nexit 9\n', executable: true },
  ]);
  const { status, stdout } = clone.task('promotion/wait', ...args);
  expect({ status, stdout }).toEqual({
    status: 9,
    stdout: expect.stringMatching(/^Merge the pull request 7 .*\n.*merge-pull-request-by-fast-forward .*--pull-request-id 7\n$/),
  });
});

testWithBash('env:status tells the promoted commit, also if only its manifests differ', () => {
  const clone = withKubectl(new SingleClone({ environments: 'dev,production' }));
  const [older, newer] = ['a', 'b'].map((text) => {
    const commit = clone.commit(`build ${text}`, { 'k8s/base/part.yaml': text });
    clone.push(DIGEST, commit);
    expect(clone.task('promote', '--to', 'dev').status).toBe(0);
    return commit;
  });
  const images = JSON.stringify([[DIGEST, older]]);
  writeFiles(join(clone.folder, '..', 'bin'), [{
    path: 'aws', executable: true, content: `#!/bin/bash\ncase "$*" in *describe-images*) echo '${images}' ;; *) echo 111122223333 ;; esac\n`,
  }]);
  const { status, stdout } = clone.task('env/status');
  expect({ status, lines: stdout.split('\n').slice(1, 3).map((line) => line.split(/ +/).slice(0, 2)) }).toEqual({
    status: 0, lines: [['dev', newer.slice(0, 12)], ['production', 'none']],
  });
});
