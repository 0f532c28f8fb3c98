// Records the schemas of Flux's two kinds for the tests, without their descriptions. The npm package of such schemas,
// @kubernetes-models/flux-cd, lacks "provider: aws" of Flux 2.9.
//   cd test/e2e/engines/flux && go mod download
//   npx tsx projenrc/flux-schemas.ts "$(go env GOMODCACHE)/github.com/fluxcd" VERSION
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const RECORD = join(__dirname, '..', 'test', 'support', 'flux-schemas.json');

/** The controller with each kind, and the start of the name of its CustomResourceDefinition. */
const KINDS = [
  ['source-controller', 'source.toolkit.fluxcd.io_gitrepositories'],
  ['kustomize-controller', 'kustomize.toolkit.fluxcd.io_kustomizations'],
] as const;

function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutDescriptions);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
      Object.entries(value)
        .filter(([key, item]) => key !== 'description' || typeof item !== 'string')
        .map(([key, item]) => [key, withoutDescriptions(item)]),
    )
    : value;
}

const [modules, version] = process.argv.slice(2);
const schemas = Object.fromEntries(KINDS.map(([controller, name]) => {
  const file = join(modules, `${controller}@${version}`, 'config', 'crd', 'bases', `${name}.yaml`);
  const { group, names, versions: [newest] } = parse(readFileSync(file, 'utf8')).spec;
  return [`${group}/${newest.name} ${names.kind}`, withoutDescriptions(newest.schema.openAPIV3Schema)];
}));
writeFileSync(RECORD, `${JSON.stringify({ source: `Flux's controllers ${version}`, schemas }, undefined, 1)}\n`);
