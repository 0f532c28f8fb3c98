import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What `compile` writes, and what `bundle` writes last. */
const BUILT = ['lib/index.js', 'lib/bundle/LICENSES.txt'];

/**
 * Makes sure that the package is built from its source: a test of an older build would prove nothing.
 *
 * @throws Error where a part of the build is missing or older than a file of `src`
 */
export function requireFreshPackage(root: string): void {
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const changed = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  for (const built of BUILT) {
    const time = changed(join(root, built));
    const newer = sources.find((source) => changed(source) > time);
    if (newer) {
      const problem = time === 0 ? 'is missing' : `is older than ${newer.slice(root.length + 1).replace(/\\/g, '/')}`;
      throw new Error(`${built} ${problem}: run "npx projen compile && npx projen bundle"`);
    }
  }
}
