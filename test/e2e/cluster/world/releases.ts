import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type CertificateAuthority, serverOptions } from '../../../support/machine/certificates';
import { nameAddress } from '../../../support/machine/hosts';
import type { Engines } from '../../engines/engines';

const ADDRESS = '127.0.0.9';

/** Serves the manifests of both engines' releases at their public addresses. */
export async function serveReleases(
  engines: Engines, authority: CertificateAuthority, versions: Readonly<Record<'argocd' | 'flux', string>>,
): Promise<void> {
  const files: Readonly<Record<string, string>> = {
    [`raw.githubusercontent.com/argoproj/argo-cd/${versions.argocd}/manifests/install.yaml`]: engines.argocdManifest,
    [`github.com/fluxcd/flux2/releases/download/${versions.flux}/install.yaml`]: engines.fluxManifest,
  };
  const hosts = Object.keys(files).map((address) => address.split('/')[0]);
  const server = createServer(serverOptions(authority.issue('releases', hosts)), ({ headers, url }, response) => {
    const file = files[`${headers.host}${url}`];
    response.writeHead(file ? 200 : 404, { 'Content-Type': 'text/plain' });
    response.end(file ? readFileSync(file) : 'not here\n');
  });
  await new Promise<void>((done) => server.listen(443, ADDRESS, done));
  server.unref();
  nameAddress(ADDRESS, hosts);
}
