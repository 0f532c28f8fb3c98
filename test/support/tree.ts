import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files that the generator cannot make reproducible. */
const LEFT_OUT = ['node_modules', '.git'];

/** Every file below a folder: its permissions and its text, by its path. */
export function readTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replace(/\\/g, '/'))
    .filter((path) => !path.split('/').some((part) => LEFT_OUT.includes(part)))
    .sort();
  return Object.fromEntries(files.map((path) => {
    const file = join(folder, path);
    return [path, `${statSync(file).mode.toString(8).slice(-3)}\n${readFileSync(file, 'utf8')}`];
  }));
}
