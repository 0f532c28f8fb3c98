import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolveOptions } from '../../src/options/resolve';
import { newRepoFiles } from '../../src/project/new-repo';
import { writeNewFiles } from '../../src/project/write-file';
import { thisGenerator } from '../../src/render/generator';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { reposOf, synthRepo } from '../support/synth-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { readTree } from '../support/tree';

test.each(PAIRWISE_ANSWERS)('writes the files that the first synth writes, with their permissions: %j', (answers) => {
  const folder = temporaryFolder();
  for (const repo of reposOf(answers)) {
    synthRepo(repo, answers, join(folder, 'synthesized', repo));
    writeNewFiles(join(folder, 'new', repo), newRepoFiles(repo, resolveOptions(answers), thisGenerator()));
  }
  expect(readTree(join(folder, 'new'))).toEqual(readTree(join(folder, 'synthesized')));
});

test('sets the permissions whatever the umask', () => {
  const folder = temporaryFolder();
  const umask = process.umask(0o077);
  try {
    writeNewFiles(join(folder, 'new'), [
      { path: 'a/run.sh', content: '', mode: 0o755 },
      { path: 'b.txt', content: 'b', mode: 0o444 },
    ]);
  } finally {
    process.umask(umask);
  }
  expect(readTree(folder)).toEqual({ 'new/a/run.sh': '755\n', 'new/b.txt': '444\nb' });
});

test('a refused write names the file', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'b.txt'));
  const place = join(folder, 'b.txt');
  expect(() => writeNewFiles(folder, [{ path: 'b.txt', content: 'b', mode: 0o644 }]))
    .toThrow(expect.objectContaining({ code: 'EISDIR', dest: place }));
});
