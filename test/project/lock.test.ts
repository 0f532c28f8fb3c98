import { type Lock, lockedBefore, nextLock, outdatedFiles } from '../../src/project/lock';
import type { RenderedFile } from '../../src/render/render';

const file = (path: string, content: string, ownership: RenderedFile['ownership'] = 'merged'): RenderedFile =>
  ({ id: path, path, content, executable: false, ownership });

const locked = (version: string, files: readonly RenderedFile[], previous?: Lock) =>
  nextLock(previous, version, { appName: 'shop' }, files);

test('the record of a user\'s file stays, and the record of a managed file is updated', () => {
  const first = locked('1.0.0', [file('mine', 'one'), file('yours', 'one', 'managed')]);
  const second = locked('2.0.0', [file('mine', 'two'), file('yours', 'two', 'managed')], first);
  expect(second.files[0]).toEqual(first.files[0]);
  expect(second.files[0]).toMatchObject({ pristine: 'one', version: '1.0.0' });
  expect(second.files[1].sha256).not.toBe(first.files[1].sha256);
  expect(second.generator.version).toBe('2.0.0');
});

test('an obsolete user\'s file stays on record; an obsolete managed one does not', () => {
  const first = locked('1.0.0', [file('mine', 'one'), file('yours', 'one', 'managed')]);
  const second = locked('1.0.0', [], first);
  expect(second.files).toEqual([first.files[0]]);
  expect(lockedBefore(second, file('mine', 'two'))).toEqual(first.files[0]);
});

describe('files that would be rendered differently', () => {
  const first = locked('1.0.0', [
    file('package.json', 'version 1.0.0'), file('Dockerfile', 'one'), file('yours', 'one', 'managed'),
  ]);
  const render = (dockerfile: string) => (version: string) => [
    file('package.json', `version ${version}`), file('Dockerfile', dockerfile), file('yours', 'two', 'managed'),
  ];

  test('are named after a template or an answer changed', () => {
    expect(outdatedFiles(first, render('two'))).toEqual(['Dockerfile']);
  });

  test('do not include those that only name a newer generator', () => {
    expect(outdatedFiles(locked('2.0.0', render('one')('2.0.0'), first), render('one'))).toEqual([]);
  });

  test('do not exist in a new repository', () => {
    expect(outdatedFiles(undefined, render('two'))).toEqual([]);
  });
});
