import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '../package-root';

/** The required part of the package `yaml`. */
interface Yaml {
  parseAllDocuments(text: string): ReadonlyArray<{ readonly errors: readonly unknown[] }>;
}

/**
 * Whether the merge of three valid YAML files is invalid: two edits can conflict without touching. The bundle has a
 * YAML parser, and a checkout uses the one of projen. Without one, this check is skipped.
 */
export function breaksYaml(path: string, versions: readonly string[], merged: string): boolean {
  if (!/\.ya?ml$/.test(path) || differsInComments(versions, merged)) {
    return false;
  }
  const yaml = findYaml();
  const isMalformed = (text: string) =>
    yaml !== undefined && [...yaml.parseAllDocuments(text)].some(({ errors }) => errors.length > 0);
  return isMalformed(merged) && !versions.some(isMalformed);
}

/**
 * Whether a merge has the same entries as one of the versions, so that only comments and empty lines differ. Between
 * entries of one line each, these have no meaning. A synth spends most of the time of its merges on the parser.
 */
function differsInComments(versions: readonly string[], merged: string): boolean {
  const entries = entriesOf(merged);
  return (
    entries.every((line) => ENTRY.test(line) && isClosed(line)) &&
    versions.some((version) => entriesOf(version).join('\n') === entries.join('\n'))
  );
}

function entriesOf(text: string): string[] {
  return text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
}

/** A line that starts a document, an item or a field. Not one that begins a block scalar. */
const ENTRY = /^(---|\s*- .*|\s*[\w./-]+:( .*)?)(?<![|>][-+\d]*( +#.*)?)\r?$/;

/** Whether no string and no list goes on in the next line. */
function isClosed(line: string): boolean {
  const count = (sign: string) => line.split(sign).length - 1;
  return count('"') % 2 === 0 && count("'") % 2 === 0 && count('[') === count(']') && count('{') === count('}');
}

function findYaml(): Yaml | undefined {
  const candidates = [
    () => createRequire(__filename)(join(packageRoot(), 'lib', 'bundle', 'yaml-parser.js')),
    () => createRequire(require.resolve('projen/package.json'))('yaml'),
  ];
  for (const load of candidates) {
    try {
      return load();
    } catch {
      // The next one.
    }
  }
  return undefined;
}
