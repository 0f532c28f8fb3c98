import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { NPM_HOST } from './place';
import { packTarball } from '../../support/packed-package';
import { runWell } from '../../support/run';
import { type Certificate, serverOptions } from '../support/certificates';

const ROOT = join(__dirname, '..', '..', '..');

/** What a generated repository installs, besides this package: taken from this checkout's own node_modules. */
const INSTALLED = ['constructs', 'projen'];

interface Package {
  readonly manifest: { readonly name: string; readonly version: string };
  readonly tarball: Buffer;
}

/** Starts a registry of npm's kind, with the few packages that generated repositories need. */
export async function startNpmRegistry(address: string, certificate: Certificate, folder: string): Promise<() => Promise<void>> {
  const packages = new Map((await Promise.all([ownPackage(folder), ...INSTALLED.map((name) => installedPackage(name, folder))]))
    .map((found) => [found.manifest.name, found]));
  const server = createServer(serverOptions(certificate), (request, response) => {
    const [name, tarball] = decodeURIComponent(request.url ?? '/').slice(1).split('/-/');
    const found = packages.get(name);
    response.statusCode = found ? 200 : 404;
    response.end(found ? tarball ? found.tarball : JSON.stringify(document(found)) : JSON.stringify({ error: `${name} is not in this registry` }));
  });
  await new Promise<void>((done) => server.listen(443, address, done));
  return () => new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

function document({ manifest, tarball }: Package): object {
  const { name, version } = manifest;
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dist = { tarball: `https://${NPM_HOST}/${name}/-/${name}-${version}.tgz`, integrity };
  return { name, 'dist-tags': { latest: version }, 'versions': { [version]: { ...manifest, dist } } };
}

async function ownPackage(folder: string): Promise<Package> {
  const packed = join(folder, 'own');
  mkdirSync(packed, { recursive: true });
  packTarball(packed);
  const [file] = readdirSync(packed);
  return { manifest: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')), tarball: readFileSync(join(packed, file)) };
}

/** A package as it was unpacked, packed again: its own bundled packages are in it. */
async function installedPackage(name: string, folder: string): Promise<Package> {
  const file = join(folder, `${name}.tgz`);
  await runWell('tar', ['-czf', file, '--transform', `s,^${name},package,`, '-C', join(ROOT, 'node_modules'), name], folder, process.env);
  return { manifest: JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')), tarball: readFileSync(file) };
}
