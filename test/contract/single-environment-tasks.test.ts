import { testWithBash } from '../support/bash';
import { SingleClone } from '../support/single-clone';

const ENVIRONMENTS = ['dev', 'staging', 'production'];
const digest = (character: string) => `sha256:${character.repeat(64)}`;
const [OLD, NEW] = [digest('a'), digest('b')];

let clone: SingleClone;
let [older, newer]: string[] = [];

beforeEach(() => {
  clone = new SingleClone({ environments: ENVIRONMENTS });
  [older, newer] = ['a', 'b'].map((character) => {
    const commit = clone.commit(`build ${character}`, { 'k8s/base/part.yaml': character });
    clone.push(digest(character), commit);
    return commit;
  });
});

const promote = (name: string, ...more: string[]) => clone.task('promote', '--to', name, ...more);
const digestIn = (name: string) =>
  /digest: (\S+)/.exec(clone.served(`deploy/${name}:k8s/overlays/${name}/kustomization.yaml`) ?? '')?.[1];
const digests = () => ENVIRONMENTS.map(digestIn);
const partIn = (name: string) => clone.served(`deploy/${name}:k8s/base/part.yaml`);

describe('promote', () => {
  testWithBash('takes the newest image to the first environment, and then from one to the next', () => {
    for (const name of ENVIRONMENTS) {
      const { status, stdout, stderr } = promote(name);
      expect({ name, status, stdout, stderr }).toEqual({
        name, status: 0, stdout: `Promoted ${newer} (${NEW}) to deploy/${name}.\n`, stderr: '',
      });
    }
    expect(digests()).toEqual([NEW, NEW, NEW]);
  });

  testWithBash('uses the first environment without --to', () => {
    expect(clone.task('promote').status).toBe(0);
    expect(digests()).toEqual([NEW, undefined, undefined]);
  });

  testWithBash('refuses an image that the environment before has never had, and takes one that it had', () => {
    promote('dev', '--digest', OLD);
    expect(promote('staging', '--digest', NEW)).toMatchObject({
      status: 1, stderr: expect.stringContaining(`dev has never had ${NEW}. Promote it there first`),
    });
    promote('dev');
    expect(promote('staging', '--digest', OLD).status).toBe(0);
    expect(digests()).toEqual([NEW, OLD, undefined]);
    expect(partIn('staging')).toBe('a');
  });

  testWithBash('takes the manifests of the commit that the environment before has', () => {
    const later = clone.commit('manifests', { 'k8s/base/part.yaml': 'x' });
    promote('dev');
    clone.push(NEW, later);
    expect(promote('staging').stdout).toContain(`Promoted ${newer}`);
    expect(promote('dev').stdout).toContain(`Promoted ${later}`);
    expect(promote('staging').stdout).toContain(`Promoted ${later}`);
    expect([partIn('dev'), partIn('staging')]).toEqual(['x', 'x']);
  });

  testWithBash('refuses an older commit than the environment has', () => {
    promote('dev', '--digest', OLD);
    promote('dev');
    promote('staging');
    clone.task('app/rollback', '--env', 'dev');
    expect(promote('staging')).toMatchObject({
      status: 1,
      stderr: `Error: ${older} is older than the commit of staging. To go back: npx projen app:rollback --env staging\n`,
    });
    expect(digests()).toEqual([OLD, NEW, undefined]);
  });

  testWithBash('refuses an environment that does not exist, and one whose predecessor has no image', () => {
    expect(promote('test')).toMatchObject({
      status: 1, stderr: 'Error: test is not an environment. It must be one of: dev staging production.\n',
    });
    expect(promote('staging')).toMatchObject({
      status: 1, stderr: 'Error: dev has no image yet: npx projen promote --to dev\n',
    });
    expect(promote('staging', '--digest', NEW)).toMatchObject({
      status: 1, stderr: expect.stringContaining(`dev has never had ${NEW}`),
    });
  });
});

testWithBash('app:rollback goes back in one environment alone', () => {
  for (const image of [OLD, NEW]) {
    for (const name of ['dev', 'staging']) {
      promote(name, '--digest', image);
    }
  }
  const { status, stdout } = clone.task('app/rollback', '--env', 'staging');
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`Reverted to ${OLD} (commit ${older}).`) });
  expect(digests()).toEqual([NEW, OLD, undefined]);
  expect([partIn('dev'), partIn('staging')]).toEqual(['b', 'a']);
});
