import { readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A relative import. Both paths are from the root of the project, `target` without the file's extension. */
export interface Import {
  readonly file: string;
  readonly target: string;
}

/** All TypeScript files below a folder, except those of the golden pairs. */
export function modulesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return ['golden', 'node_modules'].includes(entry.name) ? [] : modulesBelow(path);
    }
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

/** The relative imports, exports and requires of a file. */
export function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'(\.[^']*)'/g)]
    .map(([, path]) => ({ file, target: normalize(join(dirname(file), path)) }));
}
