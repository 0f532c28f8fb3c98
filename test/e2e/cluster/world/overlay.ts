import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterPair } from './pair';
import { Layout } from '../../../../src/options/enums';

const BASE = '  - ../../base\n';

/** Adds a manifest to the overlay by changing one line. */
export function addManifest(pair: ClusterPair, name: string, manifest: string): void {
  writeFileSync(join(overlayOf(pair), name), manifest);
  editOverlay(pair, BASE, `${BASE}  - ${name}\n`);
}

/** Removes it again. */
export function removeManifest(pair: ClusterPair, name: string): void {
  rmSync(join(overlayOf(pair), name));
  editOverlay(pair, `  - ${name}\n`, '');
}

/** Commits a digest to the config repo, as the pipeline does, and updates this clone. */
export async function commitDigest(pair: ClusterPair, digest: string): Promise<void> {
  editOverlay(pair, /^ {4}digest: sha256:[0-9a-f]{64}$/m, `    digest: ${digest}`);
  await pair.commit('config', `deploy(${pair.names.environment}): ${digest.slice(7, 14)}`);
  // Not with a user's credentials: the pipeline has a role.
  const branch = pair.names.defaultBranch;
  await pair.well('config', 'git', 'push', '--quiet', join(pair.repositories, pair.configName), branch);
}

/**
 * Brings a digest to the environment whose names the pair has. One repository needs its task: the branch has whole
 * manifests.
 */
export async function promoteDigest(pair: ClusterPair, digest: string): Promise<void> {
  if (pair.options.layout !== Layout.SINGLE) {
    return commitDigest(pair, digest);
  }
  const to = pair.environments.length > 1 ? ['--to', pair.names.environment] : [];
  await pair.task('config', 'promote', '--digest', digest, ...to);
}

function overlayOf(pair: ClusterPair): string {
  return join(pair.folder('config'), pair.names.overlayPath);
}

function editOverlay(pair: ClusterPair, old: string | RegExp, text: string): void {
  const path = join(overlayOf(pair), 'kustomization.yaml');
  const content = readFileSync(path, 'utf8');
  if (content.replace(old, '') === content) {
    throw new Error(
      `${path} has no line "${String(old).trim()}": the template is another one than test/e2e/cluster/world/overlay.ts knows.`,
    );
  }
  writeFileSync(path, content.replace(old, text));
}
