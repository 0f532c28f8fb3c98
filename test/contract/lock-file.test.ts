import { readFileSync } from 'fs';
import { resolve } from 'path';

interface LockedPackage {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const ROOT = resolve(__dirname, '../..');
const { packages } = JSON.parse(readFileSync(resolve(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

/** Whether Node.js would find `name` from the folder of `from`: in its own `node_modules`, or in one above. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

// A registry that lacks packages for other platforms makes `npm install` leave them out without a word.
test('the lock file holds each package that it names, those for other platforms too, or npm ci refuses it', () => {
  const missing = Object.entries(packages).flatMap(([from, locked]) =>
    Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })
      .filter((name) => !isLocked(from, name))
      .map((name) => `${from} needs ${name}`));
  expect(missing).toEqual([]);
});
