import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** An object in a manifest. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The schema errors of each object, including unknown fields. */
export function kubernetesProblems(objects: readonly unknown[]): string[][] {
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
