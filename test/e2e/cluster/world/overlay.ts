import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from './pair';
import { repositoriesOf } from './world';

const BASE = '  - ../../base\n';

/** Has the overlay render one more manifest. Changes one line, as a careful person would. */
export function addManifest(pair: Pair, name: string, manifest: string): void {
  writeFileSync(join(overlayOf(pair), name), manifest);
  editOverlay(pair, BASE, `${BASE}  - ${name}\n`);
}

/** Takes it away again. */
export function removeManifest(pair: Pair, name: string): void {
  rmSync(join(overlayOf(pair), name));
  editOverlay(pair, `  - ${name}\n`, '');
}

/** Commits a digest to the config repo, as the pipeline does, and updates this clone. */
export async function commitDigest(pair: Pair, digest: string): Promise<void> {
  editOverlay(pair, /^ {4}digest: sha256:[0-9a-f]{64}$/m, `    digest: ${digest}`);
  await pair.commit(`deploy(${pair.name('environment')}): ${digest.slice(7, 14)}`);
  // Not as somebody who signs in: the pipeline has a role.
  const branch = pair.name('defaultBranch');
  await pair.git('push', '--quiet', join(repositoriesOf(pair.world, pair.name('region')), pair.name('configRepoName')), branch);
}

function overlayOf(pair: Pair): string {
  return join(pair.config, pair.name('overlayPath'));
}

function editOverlay(pair: Pair, old: string | RegExp, text: string): void {
  const path = join(overlayOf(pair), 'kustomization.yaml');
  const content = readFileSync(path, 'utf8');
  if (content.replace(old, '') === content) {
    throw new Error(`${path} has no line "${String(old).trim()}": the template is another one than test/e2e/cluster/world/overlay.ts knows.`);
  }
  writeFileSync(path, content.replace(old, text));
}
