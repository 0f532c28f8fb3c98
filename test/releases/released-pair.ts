import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Repo } from '../../src/options/repo';
import { type Lock, type LockedFile, digest } from '../../src/project/lock';

const FIXTURES = join(__dirname, 'fixtures');

/** Every earlier release, oldest first. */
export const RELEASES = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));

const fixture = (release: string, repo: Repo, path: string) =>
  readFileSync(join(FIXTURES, release, repo, path), 'utf8');

/** The lock that a release wrote. */
export function lockOf(release: string, repo: Repo): Lock {
  return JSON.parse(fixture(release, repo, 'lock.json'));
}

/** Writes one repository of a release's pair as that release left it. fixtures/README.md has the format. */
export function restoreRepo(release: string, repo: Repo, folder: string): void {
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
  };
  const lock = lockOf(release, repo);
  const textOf = ({ path, owner, pristine }: LockedFile) =>
    pristine ?? (owner === 'managed' ? `${path} of ${release}\n` : fixture(release, repo, `files/${path}`));
  const files = lock.files.map((file): LockedFile => {
    const text = textOf(file);
    const writable = file.owner === 'managed' ? 0 : 0o200;
    write(file.path, text, (file.mode === '755' ? 0o555 : 0o444) + writable);
    return file.owner === 'managed' ? { ...file, sha256: digest(text) } : file;
  });
  write('.gitops-eks/lock.json', JSON.stringify({ ...lock, files }, undefined, 2), 0o444);
  write('.projenrc.json', fixture(release, repo, 'answers.json'));
  const managed = files.filter(({ owner }) => owner === 'managed').map(({ path }) => path);
  // projen deletes the files that it lists here and no longer writes.
  const listed = [...managed, '.gitops-eks/lock.json', '.projen/files.json'];
  write('.projen/files.json', JSON.stringify({ files: listed }), 0o444);
}
