import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type CertificateAuthority, serverOptions } from '../../../support/machine/certificates';
import { nameAddress } from '../../../support/machine/hosts';
import type { Engines } from '../../engines/engines';

const HOST = 'raw.githubusercontent.com';
const ADDRESS = '127.0.0.9';

/** Serves the manifest of Argo CD's release at its public address. */
export async function serveReleases(engines: Engines, authority: CertificateAuthority, version: string): Promise<void> {
  const path = `/argoproj/argo-cd/${version}/manifests/install.yaml`;
  const server = createServer(serverOptions(authority.issue('releases', [HOST])), (request, response) => {
    const known = request.url === path;
    response.writeHead(known ? 200 : 404, { 'Content-Type': 'text/plain' });
    response.end(known ? readFileSync(engines.argocdManifest) : 'not here\n');
  });
  await new Promise<void>((done) => server.listen(443, ADDRESS, done));
  server.unref();
  nameAddress(ADDRESS, [HOST]);
}
