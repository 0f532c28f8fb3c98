// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Pushes a folder of manifests to a registry as an OCI artifact of Flux, and prints its digest.
// node push-artifact.mjs REGISTRY_URL REPOSITORY REVISION: reads a compressed tar archive from standard input.
import { createHash } from 'node:crypto';

const [registry, repository, revision] = process.argv.slice(2);
const digestOf = (data) => `sha256:${createHash('sha256').update(data).digest('hex')}`;

async function request(method, url, body, type) {
  const answer = await fetch(new URL(url, registry), { method, body, headers: { 'Content-Type': type ?? 'application/octet-stream' } });
  if (!answer.ok) throw new Error(`${method} ${answer.url}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Pushes a blob and returns its descriptor. */
async function push(data, mediaType) {
  const digest = digestOf(data);
  const upload = (await request('POST', `/v2/${repository}/blobs/uploads/`)).headers.get('location');
  const address = new URL(upload, registry);
  address.searchParams.set('digest', digest);
  await request('PUT', address, data);
  return { mediaType, digest, size: data.length };
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: await push(Buffer.from('{}'), 'application/vnd.cncf.flux.config.v1+json'),
  layers: [await push(Buffer.concat(chunks), 'application/vnd.cncf.flux.content.v1.tar+gzip')],
  // Flux shows it as the revision of the artifact's origin.
  annotations: { 'org.opencontainers.image.revision': revision },
});
await request('PUT', `/v2/${repository}/manifests/latest`, manifest, 'application/vnd.oci.image.manifest.v1+json');
console.log(digestOf(manifest));
