import { posix } from 'node:path';
import { parseYaml } from './parse-file';

/** A file of a config repo: its path and its text. */
export interface TextFile {
  readonly path: string;
  readonly content: string;
}

interface Patch { readonly path?: string }

/** The fields of a Kustomization that this generator uses. Kustomize itself refuses unknown ones. */
interface Kustomization {
  readonly apiVersion: string;
  readonly kind: string;
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly patches?: readonly Patch[];
  readonly replacements?: readonly Patch[];
  readonly images?: ReadonlyArray<{ readonly name: string; readonly newName?: string; readonly digest?: string }>;
}

const FIELDS = [
  'apiVersion', 'kind', 'metadata', 'namespace', 'resources', 'components', 'patches', 'replacements', 'images',
  'labels', 'replicas',
];
const KUSTOMIZATION = 'kustomization.yaml';

/** Errors of Kustomize in a tree of files, and manifests that no Kustomization includes. */
export function kustomizeProblems(files: readonly TextFile[]): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const kustomizations = kustomizationsIn(files);
  const taken = new Set<string>();
  const broken = kustomizations.flatMap(({ path, content }) => {
    const unknown = Object.keys(content)
      .filter((field) => !FIELDS.includes(field))
      .map((field) => `${path}: ${field} is no field of a Kustomization`);
    const missing = referencesOf(content)
      .filter(isLocal)
      .flatMap((reference) => {
        const target = posix.join(posix.dirname(path), reference);
        const file = [target, posix.join(target, KUSTOMIZATION)].find((candidate) => paths.has(candidate));
        taken.add(file ?? '');
        return file ? [] : [`${path}: ${reference} does not exist`];
      });
    return [...unknown, ...missing];
  });
  const folders = new Set(kustomizations.map(({ path }) => posix.dirname(path)));
  const left = files
    .map(({ path }) => path)
    .filter(
      (path) =>
        folders.has(posix.dirname(path)) &&
        /\.ya?ml$/.test(path) &&
        posix.basename(path) !== KUSTOMIZATION &&
        !taken.has(path),
    )
    .map((path) => `${path}: no Kustomization takes it in`);
  return [...broken, ...left];
}

export function kustomizationsIn(
  files: readonly TextFile[],
): Array<{ readonly path: string; readonly content: Kustomization }> {
  return files
    .filter(({ path }) => posix.basename(path) === KUSTOMIZATION)
    .map(({ path, content }) => ({ path, content: parseYaml(content, '1.1')[0] as Kustomization }));
}

/** Files, folders and addresses that a Kustomization names. */
export function referencesOf({
  resources = [], components = [], patches = [], replacements = [],
}: Kustomization): string[] {
  return [...resources, ...components, ...[...patches, ...replacements].flatMap(({ path }) => path ?? [])];
}

export function isLocal(reference: string): boolean {
  return !/^[a-z]+:\/\/|^git@|^github\.com\//.test(reference);
}
