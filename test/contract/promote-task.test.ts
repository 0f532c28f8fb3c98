import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testWithBash } from '../support/bash';
import { fileIn, renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OVERLAY = 'k8s/overlays/production/kustomization.yaml';
const rendered = fileIn(renderPair({ appName: 'shop' }), `config/${OVERLAY}`).content;

/** Answers what the task asks AWS: who is signed in, where the images are, and which commit one was built from. */
const AWS = `#!/bin/sh
case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *describe-repositories*) echo registry.example/shop ;;
  *describe-images*) echo ${'c'.repeat(40)} ;;
esac
`;

/** Runs the task in a clone of a repository whose overlay is this. */
function promoted(overlay: string): string {
  const root = temporaryFolder();
  const [work, bin] = [join(root, 'work'), join(root, 'bin')];
  writeFiles(bin, [{ path: 'aws', content: AWS, executable: true }]);
  writeFiles(work, renderPair({ appName: 'shop' }).filter(({ repo }) => repo === 'config'));
  writeFileSync(join(work, OVERLAY), overlay);
  const author = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b.co', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.co' };
  const env = { ...process.env, ...author, PATH: `${bin}:${process.env.PATH}`, GIT_CONFIG_GLOBAL: '/dev/null' };
  const git = ['init -q --bare -b main ../origin', 'init -q -b main', 'add .', 'commit -qm first', 'remote add origin ../origin', 'push -q origin main'];
  git.forEach((args) => spawnSync('git', args.split(' '), { cwd: work, env }));
  const { status, stderr } = spawnSync('bash', ['scripts/promote.sh', '--digest', DIGEST], { cwd: work, env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(spawnSync('git', ['show', `main:${OVERLAY}`], { cwd: join(root, 'origin'), encoding: 'utf8' }).stdout).toBe(readFileSync(join(work, OVERLAY), 'utf8'));
  return readFileSync(join(work, OVERLAY), 'utf8');
}

testWithBash('the digest is written as a change of two lines', () => {
  const expected = rendered.replace(/newName: .*/, 'newName: registry.example/shop').replace(/digest: sha256:0+/, `digest: ${DIGEST}`);
  expect(promoted(rendered)).toBe(expected);
});

testWithBash('an overlay that kustomize has written again has its fields in another order, and other images are left alone', () => {
  const other = '- digest: sha256:other\n  name: other\n  newName: other.example/other\n';
  const ours = (digest: string, uri: string) => `- digest: ${digest}\n  name: shop\n  newName: ${uri}\n`;
  const head = 'resources:\n- ../../base\nreplicas:\n- count: 2\n  name: shop\nimages:\n';
  expect(promoted(`${head}${other}${ours(`"sha256:${'0'.repeat(64)}"`, '"old.example/shop"')}namespace: shop\n`))
    .toBe(`${head}${other}${ours(DIGEST, 'registry.example/shop')}namespace: shop\n`);
});
