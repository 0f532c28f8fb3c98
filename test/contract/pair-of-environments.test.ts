import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterPair } from '../e2e/cluster/world/pair';
import type { World } from '../e2e/cluster/world/world';

test('the end-to-end tests read the image of each environment from its own overlay', async () => {
  const state = mkdtempSync(join(tmpdir(), 'gitops-eks-environments-'));
  const identity = {
    GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b.co', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.co',
  };
  const user = { ...process.env, ...identity };
  const access = { server: 'https://127.0.0.1:1', token: 'token', authority: 'ca' };
  const world = { state, user, access } as unknown as World;
  const pair = new ClusterPair(world, { appName: 'shop', environments: ['dev', 'production'] });
  await pair.generate();
  const folder = pair.folder('config');
  const digests = ['dev', 'production'].map((name, index) => {
    const digest = `sha256:${String(index + 1).repeat(64)}`;
    const path = join(folder, 'k8s', 'overlays', name, 'kustomization.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/sha256:0{64}/, digest));
    return digest;
  });
  await pair.commit('config', 'deploy');
  execFileSync('git', ['clone', '--quiet', '--bare', folder, join(state, 'origin.git')], { env: user });
  execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', join(state, 'origin.git')], { env: user });
  const images = [];
  for (const seen of pair.inEachEnvironment) {
    images.push((await seen.promotedImage()).split('@')[1]);
  }
  expect(images).toEqual(digests);
});
