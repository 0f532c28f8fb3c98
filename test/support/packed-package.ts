import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreshPackage } from './fresh-package';
import { publishedManifest, publishedPackage } from '../../projenrc/published-package';

export { publishedManifest };

const ROOT = join(__dirname, '..', '..');

/** The package of this repository as it is published. The repository must be built. */
export function packTarball(folder: string): string {
  requireFreshPackage(ROOT);
  execFileSync('npm', ['pack', '--pack-destination', folder, '--ignore-scripts'], { cwd: ROOT, stdio: 'pipe' });
  return publishedPackage(folder);
}

/** Unpacks the tarball as a package of another version. */
export function unpackAs(version: string, tarball: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder]);
  changePackage(folder, (manifest) => ({ ...manifest, version }));
  return folder;
}

/** The package by which `yo` finds the generator, in the generator's version. */
export function yeomanPackage(version: string, folder: string): string {
  cpSync(join(ROOT, 'generator-gitops-eks'), folder, { recursive: true });
  changePackage(folder, (manifest) => ({ ...manifest, version, dependencies: { 'create-gitops-eks': `^${version}` } }));
  return folder;
}

function changePackage(folder: string, change: (manifest: object) => object): void {
  const path = join(folder, 'package.json');
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8'))), undefined, 2));
}
