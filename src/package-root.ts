import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, found upwards from the running file: sources, compiled modules and bundles lie at different depths. */
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
