import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreshPackage } from '../support/fresh-package';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

/** A package whose files were written at these seconds. */
function packageWith(times: Readonly<Record<string, number>>): string {
  const root = temporaryFolder();
  writeFiles(root, Object.keys(times).map((path) => ({ path, content: '' })));
  Object.entries(times).forEach(([path, seconds]) => utimesSync(join(root, path), seconds, seconds));
  return root;
}

test('accepts a build that is newer than the source', () => {
  requireFreshPackage(
    packageWith({ 'src/index.ts': 1, 'src/cli/main.ts': 2, 'lib/index.js': 3, 'lib/bundle/LICENSES.txt': 4 }),
  );
});

test.each([
  ['a build without a bundle', { 'src/index.ts': 1, 'lib/index.js': 3 }, 'lib/bundle/LICENSES.txt is missing'],
  [
    'a source that changed after compile',
    { 'src/cli/main.ts': 4, 'lib/index.js': 3, 'lib/bundle/LICENSES.txt': 5 },
    'lib/index.js is older than src/cli/main.ts',
  ],
  [
    'a source that changed after bundle',
    { 'src/cli/main.ts': 4, 'lib/index.js': 5, 'lib/bundle/LICENSES.txt': 3 },
    'lib/bundle/LICENSES.txt is older than src/cli/main.ts',
  ],
])('refuses %s with the commands to run', (_, times, message) => {
  expect(() => requireFreshPackage(packageWith(times))).toThrow(
    `${message}: run "npx projen compile && npx projen bundle"`,
  );
});
