import { createRequire } from 'node:module';

/** The required part of the package `yaml`. */
interface Yaml {
  parseAllDocuments(text: string): ReadonlyArray<{ readonly errors: readonly unknown[] }>;
}

/**
 * Whether the merge of three valid YAML files is invalid: two edits can conflict without touching. projen installs a
 * YAML parser; without it, this check is skipped.
 */
export function breaksYaml(path: string, versions: readonly string[], merged: string): boolean {
  const yaml = /\.ya?ml$/.test(path) ? findYaml() : undefined;
  const isMalformed = (text: string) =>
    yaml !== undefined && [...yaml.parseAllDocuments(text)].some(({ errors }) => errors.length > 0);
  return isMalformed(merged) && !versions.some(isMalformed);
}

function findYaml(): Yaml | undefined {
  try {
    return createRequire(require.resolve('projen/package.json'))('yaml');
  } catch {
    return undefined;
  }
}
