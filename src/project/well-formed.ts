import { createRequire } from 'node:module';

/** The part of the package `yaml` that is used. */
interface Yaml {
  parseAllDocuments(text: string): ReadonlyArray<{ readonly errors: readonly unknown[] }>;
}

/**
 * Whether a merge has made a YAML file malformed that all three versions were not: two edits can contradict each other without touching.
 * projen brings a parser of YAML. Without it, nothing is checked.
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
