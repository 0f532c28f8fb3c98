import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Ajv from 'ajv';
import { closeObjects } from './crd-schema';
import flux from './flux-schemas.json';

/** An object in a manifest. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The validators of Flux's kinds, whose schemas `projenrc/flux-schemas.ts` records: the npm packages are too old. */
const FLUX = new Map(Object.entries(flux.schemas).map(([type, schema]) => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false });
  return [type, ajv.compile(closeObjects(schema))];
}));

/** The schema errors of each object, including unknown fields. */
export function kubernetesProblems(objects: readonly unknown[]): string[][] {
  const isOfFlux = (object: unknown) => /\.toolkit\.fluxcd\.io\//.test((object as Manifest).apiVersion);
  const others = problemsByPackages(objects.filter((object) => !isOfFlux(object)));
  return objects.map((object) => (isOfFlux(object) ? fluxProblems(object as Manifest) : others.shift() ?? []));
}

function fluxProblems(object: Manifest): string[] {
  const type = `${object.apiVersion} ${object.kind}`;
  const validate = FLUX.get(type);
  if (!validate) {
    return [`no schema for ${type}`];
  }
  return validate(object)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
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
