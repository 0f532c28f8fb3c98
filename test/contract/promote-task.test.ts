import { testWithBash } from '../support/bash';
import { ConfigClone } from '../support/config-clone';
import { fileIn, renderPair } from '../support/render-pair';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OVERLAY = 'k8s/overlays/production/kustomization.yaml';
const rendered = fileIn(renderPair({ appName: 'shop' }), `config/${OVERLAY}`).content;
const SIDECAR = `- digest: sha256:${'e'.repeat(64)}\n  name: envoy\n  newName: docker.io/envoyproxy/envoy\n`;

/** Answers what the task asks AWS: who is signed in, where the images are, and which commit one was built from. */
const AWS = `#!/bin/sh
case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *describe-repositories*) echo registry.example/shop ;;
  *describe-images*) echo ${'c'.repeat(40)} ;;
esac
`;

const clone = (overlay: string) => new ConfigClone({ appName: 'shop' }, () => overlay, { aws: AWS });

/** The overlay on the server after a promotion. */
function promoted(overlay: string): string {
  const config = clone(overlay);
  const { status, stderr } = config.task('promote', '--digest', DIGEST);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(config.pushed).toBe(config.text);
  return config.pushed;
}

/** What kustomize writes: fields in alphabetical order, the entry at the margin. */
const ours = (digest: string, uri: string) => `- digest: ${digest}\n  name: shop\n  newName: ${uri}\n`;
const HEAD = 'resources:\n- ../../base\nreplicas:\n- count: 2\n  name: shop\nimages:\n';

testWithBash('the digest is written as a change of two lines', () => {
  const expected = rendered.replace(/newName: .*/, 'newName: "registry.example/shop"').replace(/digest: sha256:0+/, `digest: ${DIGEST}`);
  expect(promoted(rendered)).toBe(expected);
});

testWithBash('a sidecar before the application keeps its image, in an overlay that kustomize has written again', () => {
  const [before, after] = [ours(`"sha256:${'0'.repeat(64)}"`, '"old.example/shop"'), ours(`"${DIGEST}"`, '"registry.example/shop"')];
  expect(promoted(`${HEAD}${SIDECAR}${before}namespace: shop\n`)).toBe(`${HEAD}${SIDECAR}${after}namespace: shop\n`);
});

testWithBash('a digest that a sidecar has, too, is promoted', () => {
  const sidecar = SIDECAR.replace(/sha256:e+/, DIGEST);
  expect(promoted(`${HEAD}${sidecar}${ours(`sha256:${'0'.repeat(64)}`, 'x')}`)).toBe(`${HEAD}${sidecar}${ours(DIGEST, 'registry.example/shop')}`);
});

testWithBash('a value that is no digest is replaced', () => {
  expect(promoted(HEAD + ours('todo', 'todo'))).toBe(HEAD + ours(DIGEST, 'registry.example/shop'));
});

testWithBash('an image that the overlay names already is said to be there, and no commit is made', () => {
  const config = clone(HEAD + ours(DIGEST, 'registry.example/shop'));
  const { status, stdout } = config.task('promote', '--digest', DIGEST);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`${OVERLAY} already has ${DIGEST}.`) });
  expect(config.git('log', '--format=%s')).toBe('first');
});

testWithBash('an overlay that the task might misread is refused, with the line, and stays as it is', () => {
  const overlay = `${HEAD}- { name: shop, newName: x, digest: "${DIGEST}" }\n`;
  const config = clone(overlay);
  const { status, stderr } = config.task('promote', '--digest', DIGEST);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(new RegExp(`^Error: ${OVERLAY}, line 7: .* is not supported: .*\\n$`)) });
  expect(config.git('status', '--porcelain')).toBe('');
  expect(config.text).toBe(overlay);
});

testWithBash('a push that the server refuses leaves no commit behind, so that the task can run again', () => {
  const config = clone(rendered);
  config.git('config', 'remote.origin.pushurl', '/nowhere');
  expect(config.task('promote', '--digest', DIGEST)).toMatchObject({ status: 1, stderr: expect.stringContaining('Git could not push the commit: see above. The task has removed it.') });
  expect(config.git('log', '--format=%s')).toBe('first');
  expect(config.text).toBe(rendered);
});

testWithBash('a commit that Git refuses leaves the overlay as it was, so that the task can run again', () => {
  const config = clone(rendered);
  config.git('config', 'commit.gpgSign', 'true');
  config.git('config', 'gpg.program', 'false');
  expect(config.task('promote', '--digest', DIGEST)).toMatchObject({ status: 1, stderr: expect.stringContaining(`Git rejected the commit: see above. The task has restored ${OVERLAY}.`) });
  expect(config.git('status', '--porcelain')).toBe('');
  expect(config.text).toBe(rendered);
});
