import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packTarball, publishedManifest } from '../../support/packed-package';
import { runWell } from '../../support/run';

const ROOT = join(__dirname, '..', '..', '..');

const CACHE = join(ROOT, 'node_modules', '.cache', 'e2e');

/** Folders with installed packages: this checkout's, and those of `test/e2e/install` for CDK apps. */
const TREES = [ROOT, join(CACHE, 'npm')];

/** A package of a registry. */
export interface Package {
  readonly manifest: { readonly name: string; readonly version: string };
  /** Packs it; `folder` is for temporary files. Undefined if it is not installed because it is for another platform. */
  readonly pack?: (folder: string) => Promise<Buffer>;
  /** From the lock file, if the package is not installed. */
  readonly integrity?: string;
}

/** A package in a lock file. */
interface Locked {
  /** The name, if it differs from that of the folder. */
  readonly name?: string;
  readonly version: string;
  readonly integrity?: string;
  /** Bundled in the package that contains it. */
  readonly inBundle?: boolean;
}

/** All versions of the packages in the lock files, and this package, by name. */
export function installedPackages(): Map<string, Package[]> {
  const own = publishedManifest(manifestIn(ROOT));
  const packages = new Map<string, Package[]>([[own.name, [{ manifest: own, pack: packOwn }]]]);
  for (const tree of TREES.filter(existsSync)) {
    const { '': _, ...locked } = JSON.parse(readFileSync(join(tree, 'package-lock.json'), 'utf8')).packages as Record<
      string,
      Locked
    >;
    const apart = Object.entries(locked).filter(([, { inBundle }]) => !inBundle);
    for (const [place, { name = place.split('node_modules/').pop()!, ...rest }] of apart) {
      const found = packages.get(name) ?? [];
      packages.set(name, found);
      if (!found.some(({ manifest }) => manifest.version === rest.version)) {
        const others = apart
          .filter(([other]) => other.startsWith(`${place}/`))
          .map(([other]) => `.${other.slice(place.length)}`);
        const folder = join(tree, place);
        found.push(existsSync(folder)
          ? { manifest: manifestIn(folder), pack: (temporary) => packInstalled(folder, others, temporary) }
          : { manifest: { name, ...rest }, integrity: rest.integrity });
      }
    }
  }
  return packages;
}

function manifestIn(folder: string): Package['manifest'] {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Packs this package for each run, because it changes with its source. */
async function packOwn(folder: string): Promise<Buffer> {
  packTarball(folder);
  return readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz'))!));
}

/** Files for people, compilers and Lambda: nothing here reads them, and they are half of all files. */
const UNREAD = ['*.d.ts', '*.d.ts.map', '*.js.map', '*.md', 'layer.zip'];

/** A synth reads projen's list of project types. Those of other packages are large, and for compilers alone. */
const unreadIn = (name: string) => [...UNREAD, ...name === 'projen' ? [] : ['.jsii*']];

/** Packs a package with its bundled dependencies, but without other packages that npm nested in it. */
async function packInstalled(from: string, others: readonly string[], folder: string): Promise<Buffer> {
  const { name, version } = manifestIn(from);
  const tarball = join(CACHE, 'packed', `${name.replace('/', '+')}-${version}.tgz`);
  if (!existsSync(tarball)) {
    const excluded = (patterns: readonly string[]) => patterns.map((pattern) => `--exclude=${pattern}`);
    const without = [...excluded(unreadIn(name)), '--anchored', ...excluded(['./node_modules/.bin', ...others])];
    const packed = join(folder, basename(tarball));
    await runWell(
      'tar',
      ['-czf', packed, ...without, '--transform', 's,^\\.,package,', '-C', from, '.'],
      folder,
      process.env,
    );
    // Concurrent runs may write the same file, and readers need it complete.
    mkdirSync(dirname(tarball), { recursive: true });
    const unfinished = `${tarball}.${randomUUID()}`;
    copyFileSync(packed, unfinished);
    renameSync(unfinished, tarball);
  }
  return readFileSync(tarball);
}
