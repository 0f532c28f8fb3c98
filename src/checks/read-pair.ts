import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Pair } from './pair';

/**
 * Folders to skip: installed packages and Git's data. `cdk.out` is not skipped, because it contains the CDK's
 * templates.
 */
const SKIPPED = ['.git', 'node_modules'];
const TEXT = /(\.(ya?ml|js|mjs|cjs|ts|json|sh)|^Dockerfile)$/;

/** Reads a pair from its two folders. Skips a folder that does not exist. */
export function readPair(folders: { readonly app: string; readonly config: string }): Pair {
  const texts = new Map<string, string>();
  const modified = new Map<string, number>();
  const read = (name: string, folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const [inner, path] = [`${name}/${entry.name}`, join(folder, entry.name)];
      if (entry.isDirectory() && !SKIPPED.includes(entry.name)) {
        read(inner, path);
      } else if (entry.isFile() && TEXT.test(entry.name)) {
        texts.set(inner, readFileSync(path, 'utf8'));
        modified.set(inner, statSync(path).mtimeMs);
      }
    }
  };
  Object.entries(folders).filter(([, folder]) => existsSync(folder)).forEach(([repo, folder]) => read(repo, folder));
  return new Pair(texts, modified);
}
