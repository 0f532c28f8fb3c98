import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { closeObjects } from './crd-schema';

/** An object in a manifest. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The schemas of Flux's kinds, which the packages lack. */
const FLUX = ['flux-gitrepositories.yaml', 'flux-kustomizations.yaml'].map((name) => {
  const { spec } = parse(readFileSync(join(__dirname, 'schemas', name), 'utf8'));
  const schema = closeObjects(spec.versions[0].schema.openAPIV3Schema);
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false });
  return { type: `${spec.group}/${spec.versions[0].name} ${spec.names.kind}`, validate: ajv.compile(schema) };
});

/** The schema errors of each object, including unknown fields. */
export function kubernetesProblems(objects: readonly unknown[]): string[][] {
  const isOfFlux = (object: unknown) => /\.toolkit\.fluxcd\.io\//.test((object as Manifest).apiVersion);
  const others = problemsByPackages(objects.filter((object) => !isOfFlux(object)));
  return objects.map((object) => (isOfFlux(object) ? fluxProblems(object as Manifest) : others.shift() ?? []));
}

function fluxProblems(object: Manifest): string[] {
  const known = FLUX.find(({ type }) => type === `${object.apiVersion} ${object.kind}`);
  return !known || known.validate(object)
    ? known ? [] : [`no schema for ${object.apiVersion} ${object.kind}`]
    : (known.validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
}

function problemsByPackages(objects: readonly unknown[]): string[][] {
  const output = execFileSync(process.execPath, [join(__dirname, 'validate-kubernetes.mjs')], {
    input: JSON.stringify(objects), encoding: 'utf8', maxBuffer: 2 ** 28,
  });
  return JSON.parse(output);
}

/**
 * Whether a document is for the cluster's API: everything with a kind, but not the files of tools that only look alike.
 */
export function isClusterObject(document: unknown): document is Manifest {
  const { apiVersion, kind } = (document ?? {}) as Partial<Manifest>;
  return (
    Boolean(apiVersion && kind) && !/^(kustomize\.config\.k8s\.io|eksctl\.io|karpenter\.sh)\//.test(String(apiVersion))
  );
}
