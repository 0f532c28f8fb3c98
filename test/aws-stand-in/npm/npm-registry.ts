import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import { installedPackages, type Package } from './installed-packages';
import { type Certificate, serverOptions } from '../../support/machine/certificates';
import { NPM_HOST } from '../place';

/** Starts an npm registry with this package and all installed packages. Each is packed on its first request. */
export async function startNpmRegistry(
  address: string, certificate: Certificate, folder: string,
): Promise<() => Promise<void>> {
  const packages = installedPackages();
  const packed = new Map<Package, Promise<Buffer> | undefined>();
  const pack = (found: Package) => {
    const tarball = packed.get(found) ?? found.pack?.(folder);
    packed.set(found, tarball);
    return tarball;
  };
  const answer = async (path: string): Promise<Buffer | string | undefined> => {
    const [name, file] = decodeURIComponent(path).slice(1).split('/-/');
    const versions = packages.get(name);
    if (!versions || !file) {
      return versions && JSON.stringify(await documentOf(name, versions, pack));
    }
    const found = versions.find(({ manifest }) => file === `${manifest.version}.tgz`);
    return found && pack(found);
  };
  const server = createServer(serverOptions(certificate), (request, response) => {
    answer(request.url ?? '/').then(
      (found) => {
        response.statusCode = found ? 200 : 404;
        response.end(
          found ??
            JSON.stringify({
              error: `${request.url} is not in this registry: it has what "bash test/e2e/install" and "npm ci" have installed`,
            }),
        );
      },
      (error: Error) => {
        response.statusCode = 500;
        response.end(JSON.stringify({ error: error.message }));
      },
    );
  });
  await new Promise<void>((done) => server.listen(443, address, done));
  return () => new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

async function documentOf(
  name: string, found: readonly Package[], pack: (one: Package) => Promise<Buffer> | undefined,
): Promise<object> {
  const versions = await Promise.all(
    found.map(async (one) => {
      const tarball = await pack(one);
      const integrity = tarball ? `sha512-${createHash('sha512').update(tarball).digest('base64')}` : one.integrity;
      const { version } = one.manifest;
      return [
        version,
        { ...one.manifest, dist: { tarball: `https://${NPM_HOST}/${name}/-/${version}.tgz`, integrity } },
      ] as const;
    }),
  );
  return { name, 'dist-tags': { latest: versions[versions.length - 1][0] }, 'versions': Object.fromEntries(versions) };
}
