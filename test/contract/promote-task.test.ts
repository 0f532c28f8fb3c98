import { testWithBash } from '../support/bash';
import { ConfigClone } from '../support/config-clone';
import { fileIn, renderPair } from '../support/render-pair';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OVERLAY = 'k8s/overlays/production/kustomization.yaml';
const rendered = fileIn(renderPair({ appName: 'shop' }), `config/${OVERLAY}`).content;
const SIDECAR = `- digest: sha256:${'e'.repeat(64)}\n  name: envoy\n  newName: docker.io/envoyproxy/envoy\n`;

/** Answers the task's calls to AWS: the caller, the registry, and the commit of an image. */
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

testWithBash('writes the digest as a change of two lines', () => {
  const expected = rendered
    .replace(/newName: .*/, 'newName: "registry.example/shop"')
    .replace(/digest: sha256:0+/, `digest: ${DIGEST}`);
  expect(promoted(rendered)).toBe(expected);
});

testWithBash('keeps the image of a sidecar before the application, in an overlay that kustomize rewrote', () => {
  const [before, after] = [
    ours(`"sha256:${'0'.repeat(64)}"`, '"old.example/shop"'), ours(`"${DIGEST}"`, '"registry.example/shop"'),
  ];
  expect(promoted(`${HEAD}${SIDECAR}${before}namespace: shop\n`)).toBe(`${HEAD}${SIDECAR}${after}namespace: shop\n`);
});

testWithBash('promotes a digest that a sidecar also has', () => {
  const sidecar = SIDECAR.replace(/sha256:e+/, DIGEST);
  expect(promoted(`${HEAD}${sidecar}${ours(`sha256:${'0'.repeat(64)}`, 'x')}`)).toBe(
    `${HEAD}${sidecar}${ours(DIGEST, 'registry.example/shop')}`,
  );
});

testWithBash('replaces a value that is no digest', () => {
  expect(promoted(HEAD + ours('todo', 'todo'))).toBe(HEAD + ours(DIGEST, 'registry.example/shop'));
});

testWithBash('reports an image that the overlay already names, without a commit', () => {
  const config = clone(HEAD + ours(DIGEST, 'registry.example/shop'));
  const { status, stdout } = config.task('promote', '--digest', DIGEST);
  expect({ status, stdout }).toEqual({
    status: 0, stdout: expect.stringContaining(`${OVERLAY} already has ${DIGEST}.`),
  });
  expect(config.git('log', '--format=%s')).toBe('first');
});

testWithBash('refuses an ambiguous overlay with its line and leaves it unchanged', () => {
  const overlay = `${HEAD}- { name: shop, newName: x, digest: "${DIGEST}" }\n`;
  const config = clone(overlay);
  const { status, stderr } = config.task('promote', '--digest', DIGEST);
  expect({ status, stderr }).toEqual({
    status: 1, stderr: expect.stringMatching(new RegExp(`^Error: ${OVERLAY}, line 7: .* is not supported: .*\\n$`)),
  });
  expect(config.git('status', '--porcelain')).toBe('');
  expect(config.text).toBe(overlay);
});

testWithBash('undoes its commit when the server refuses the push, so that the task can run again', () => {
  const config = clone(rendered);
  config.git('config', 'remote.origin.pushurl', '/nowhere');
  expect(config.task('promote', '--digest', DIGEST)).toMatchObject({
    status: 1, stderr: expect.stringContaining('Git could not push the commit: see above. The task has removed it.'),
  });
  expect(config.git('log', '--format=%s')).toBe('first');
  expect(config.text).toBe(rendered);
});

testWithBash('restores the overlay when Git refuses the commit, so that the task can run again', () => {
  const config = clone(rendered);
  config.git('config', 'commit.gpgSign', 'true');
  config.git('config', 'gpg.program', 'false');
  expect(config.task('promote', '--digest', DIGEST)).toMatchObject({
    status: 1, stderr: expect.stringContaining(`Git rejected the commit: see above. The task has restored ${OVERLAY}.`),
  });
  expect(config.git('status', '--porcelain')).toBe('');
  expect(config.text).toBe(rendered);
});
