import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Returns the folder of this package: the nearest folder above `from` with a package.json. Sources, compiled modules
 * and bundles are at different depths.
 *
 * @throws Error if no folder has one
 */
export function packageRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      throw new Error(`no package.json above ${from}`);
    }
  }
}
