import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recover, removeJournal, writeJournal } from '../../src/project/journal';
import { type Lock, lockFile } from '../../src/project/lock';
import { type FilePlan, planFiles } from '../../src/project/plan';
import { applyPlan } from '../../src/project/users-files';
import type { RenderedFile } from '../../src/render/render';
import { temporaryFolder } from '../support/temporary-folder';

const rendered = (content: string, path = 'notes.md'): RenderedFile => ({
  id: path,
  path,
  content,
  executable: false,
  ownership: 'merged',
});
const lockOf = (file: RenderedFile): Lock => ({
  generator: { name: '', version: '' },
  answers: {},
  files: [lockFile(file, '1.0.0')],
});

// A second merge sees one change where the user and the template made two,
// and the user's line in the place of the template's.
const BASE = 'one\ntwo\nthree\n';
const OURS = 'one\ntwo\ntwo\nthree\n';
const THEIRS = 'one\n\ntwo\nthree\n';

function repository(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.gitops-eks'));
  writeFileSync(join(folder, 'notes.md'), OURS);
  return folder;
}

const MOVE = { release: '2.0.0', from: 'notes.md', to: 'docs/notes.md' };
const plan = (folder: string, lock: Lock | undefined, now: RenderedFile): FilePlan =>
  planFiles(folder, lock, [now], now.path === MOVE.to ? [MOVE] : [])[0];

test('a synth that was killed before it wrote the lock merges nothing twice', () => {
  const folder = repository();
  const [before, now] = [lockOf(rendered(BASE)), rendered(THEIRS)];
  const first = plan(folder, before, now);
  writeJournal(folder, [first], lockOf(now));
  applyPlan(folder, first);
  const merged = readFileSync(join(folder, 'notes.md'), 'utf8');
  expect(merged).not.toBe(OURS);

  const { lock } = recover(folder, before);
  expect(lock).toEqual(lockOf(now));
  expect(plan(folder, lock, now)).toMatchObject({ outcome: 'leave' });
  // Without the journal, the merge would be another one.
  expect(plan(folder, before, now).write?.text).not.toBe(merged);
  removeJournal(folder);
  expect(recover(folder, before)).toEqual({ lock: before, leftovers: [] });
});

test('what the killed synth had not written is merged by the next one', () => {
  const folder = repository();
  const before = lockOf(rendered(BASE));
  const first = plan(folder, before, rendered(THEIRS));
  writeJournal(folder, [first], lockOf(rendered(THEIRS)));
  expect(recover(folder, before)).toEqual({ lock: before, leftovers: [] });
});

test('a move that was killed between its two steps is completed', () => {
  const folder = repository();
  const [before, now] = [lockOf(rendered(BASE)), rendered(THEIRS, 'docs/notes.md')];
  const first = plan(folder, before, now);
  writeJournal(folder, [first], lockOf(now));
  applyPlan(folder, { ...first, remove: undefined });
  expect(existsSync(join(folder, 'notes.md'))).toBe(true);
  expect(recover(folder, before)).toEqual({ lock: lockOf(now), leftovers: ['notes.md'] });
});

test('a damaged journal is none', () => {
  const folder = repository();
  writeFileSync(join(folder, '.gitops-eks', 'merging.json'), '[{');
  expect(recover(folder, lockOf(rendered(BASE)))).toEqual({ lock: lockOf(rendered(BASE)), leftovers: [] });
});
