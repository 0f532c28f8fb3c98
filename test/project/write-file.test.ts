import {
  chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { removeLeftovers, writeFile } from '../../src/project/write-file';
import { temporaryFolder } from '../support/temporary-folder';
import { modeOf } from '../support/write-files';

/** The number of a process that does not run: Linux gives none above 2^22. */
const ENDED = 2 ** 30;

test('writes a new file, its folders and its permissions', () => {
  const path = join(temporaryFolder(), 'new', 'folder', 'file');
  writeFile(path, 'text', 0o544);
  expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['text', '544']);
  expect(readdirSync(join(path, '..'))).toEqual(['file']);
});

test('replaces a file while open handles keep reading the old one', () => {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, 'before');
  const { ino } = statSync(path);
  writeFile(path, 'after', 0o444);
  expect(readFileSync(path, 'utf8')).toBe('after');
  expect(statSync(path).ino).not.toBe(ino);
});

test('leaves a file with the same text and corrects its permissions', () => {
  const path = join(temporaryFolder(), 'file');
  writeFile(path, 'text', 0o444);
  utimesSync(path, 1, 1);
  chmodSync(path, 0o600);
  writeFile(path, 'text', 0o444);
  expect([statSync(path).mtimeMs, modeOf(path)]).toEqual([1000, '444']);
});

test('replaces a link, not its target', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'elsewhere'), 'text');
  symlinkSync('elsewhere', join(folder, 'file'));
  writeFile(join(folder, 'file'), 'other', 0o644);
  expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('text');
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('other');
});

test('leaves nothing behind when it cannot replace a file', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'file', 'full'), { recursive: true });
  expect(() => writeFile(join(folder, 'file'), 'text', 0o644)).toThrow(join(folder, 'file'));
  expect(readdirSync(folder)).toEqual(['file']);
});

test('removes files of a killed process, but not those of a running one', () => {
  const folder = temporaryFolder();
  const names = [`.gitops-eks-${ENDED}-file`, `.gitops-eks-${process.ppid}-file`, '.gitops-eks', 'file'];
  names.forEach((name) => writeFileSync(join(folder, name), ''));
  removeLeftovers([folder, join(folder, 'none')]);
  expect(names.map((name) => existsSync(join(folder, name)))).toEqual([false, true, true, true]);
});
