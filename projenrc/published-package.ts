/**
 * The package as it is published: `npm pack`, without the field `peerDependencies`.
 *
 * Before `npm create` starts, npm downloads the metadata of each peer dependency, although both are optional: all
 * versions of projen and constructs. Yarn reads their names from `peerDependenciesMeta`, and the other package managers
 * find both in the repository. jsii requires the field while it compiles, so that package.json has it.
 *
 *   published-package.ts FOLDER    replaces the tarball in this folder
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The package.json of the published package. */
export function publishedManifest<T extends object>(manifest: T): T {
  return { ...manifest, peerDependencies: undefined };
}

/** Replaces the tarball in a folder by the published one. Returns its path. */
export function publishedPackage(folder: string): string {
  const tarball = onlyTarball(folder);
  const work = mkdtempSync(join(tmpdir(), 'published-package-'));
  try {
    execFileSync('tar', ['-xzf', tarball, '-C', work]);
    const unpacked = join(work, 'package');
    const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
    writeFileSync(join(unpacked, 'package.json'), `${JSON.stringify(publishedManifest(manifest), undefined, 2)}\n`);
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', work], { cwd: unpacked, stdio: 'pipe' });
    copyFileSync(onlyTarball(work), tarball);
    return tarball;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function onlyTarball(folder: string): string {
  const [name, ...others] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  if (!name || others.length > 0) {
    throw new Error(`${folder} should have one tarball. It has ${name ? `${others.length + 1}` : 'none'}.`);
  }
  return join(folder, name);
}

if (require.main === module) {
  publishedPackage(process.argv[2]);
}
