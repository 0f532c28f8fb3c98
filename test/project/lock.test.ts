import { type Lock, newlyUnused, nextLock } from '../../src/project/lock';
import type { RenderedFile } from '../../src/render/render';

const file = (path: string, content: string, ownership: RenderedFile['ownership'] = 'merged'): RenderedFile =>
  ({ id: path, path, content, executable: false, ownership });

const FILES = [file('managed', 'one', 'managed'), file('merged', 'one'), file('once', 'one', 'once')];
const locked = (files: readonly RenderedFile[], previous?: Lock, kept?: Parameters<typeof nextLock>[4]) =>
  nextLock(previous, '1.0.0', { appName: 'shop' }, files, kept);

test('records the text of each file of the user\'s, and the hash alone of managed files', () => {
  expect(locked(FILES).files.map(({ pristine, version }) => [pristine, version])).toEqual([[undefined, undefined], ['one', '1.0.0'], ['one', '1.0.0']]);
});

test('keeps a record unchanged, and writes none for a file that must not have one', () => {
  const before = locked(FILES);
  const after = locked(FILES.map((each) => ({ ...each, content: 'two' })), before, new Map([['merged', before.files[1]], ['managed', undefined]]));
  expect(after.files.map(({ path, pristine }) => [path, pristine])).toEqual([['merged', 'one'], ['once', 'two']]);
});

test('a user\'s file for which the answers have no use stays on record; a managed one does not', () => {
  const before = locked(FILES);
  const after = locked([], before);
  expect(after.files).toEqual(before.files.slice(1).map((record) => ({ ...record, unused: true })));
  expect(newlyUnused(before, []).map(({ path }) => path)).toEqual(['merged', 'once']);
  expect(newlyUnused(after, [])).toEqual([]);
});
