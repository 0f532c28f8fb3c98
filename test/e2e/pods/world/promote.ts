import { join } from 'node:path';
import type { ClusterPair } from '../../cluster/world/pair';

/** Commits an image to the config repo, as the pipeline does, and updates this clone. */
export async function promote(pair: ClusterPair, image: string): Promise<void> {
  const [name, digest] = image.split('@');
  const overlay = `${pair.names.overlayPath}/kustomization.yaml`;
  if (!pair.read('config', overlay).includes(`newName: "${name}"`)) {
    pair.change('config', overlay, /^( +newName: ).*$/m, `"${name}"`);
  }
  pair.change('config', overlay, /^( +digest: ).*$/m, digest);
  await pair.commit('config', `deploy(${pair.names.environment}): ${digest.slice(7, 14)}`);
  // Not with a user's credentials: the pipeline has a role.
  const repository = join(pair.repositories, pair.configName);
  await pair.well('config', 'git', 'push', '--quiet', repository, pair.names.defaultBranch);
}
