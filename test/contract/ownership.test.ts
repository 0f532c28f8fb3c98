import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../src/options/option';
import type { Repo } from '../../src/options/repo';
import { resolveOptions } from '../../src/options/resolve';
import type { Lock, LockedFile } from '../../src/project/lock';
import { type RenderedFile, renderRepo } from '../../src/render/render';
import { REPOS, TEST_GENERATOR } from '../support/render-pair';
import { synthRepo } from '../support/synth-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { modeOf, readFiles } from '../support/write-files';

const ANSWERS = { appName: 'my-app', accountId: '123456789012' };
const EDIT = '\nThe user was here.\n';

/** The answers in the repository, which `npx projen` reads. */
const answersIn = (folder: string): Answers => JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8'));
const lockIn = (folder: string): Lock => JSON.parse(readFileSync(join(folder, '.gitops-eks/lock.json'), 'utf8'));
const ownedBy = (folder: string, owner: string): LockedFile[] =>
  lockIn(folder).files.filter((file) => file.owner === owner);
const usersFiles = (folder: string) => lockIn(folder).files.filter(({ owner }) => owner !== 'managed');
const textOf = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

function create(repo: Repo, answers: Answers = ANSWERS): string {
  const folder = join(temporaryFolder(), repo);
  synthRepo(repo, answers, folder);
  return folder;
}

function renderedNow(repo: Repo, folder: string, changes: Answers = {}): RenderedFile[] {
  return renderRepo(repo, resolveOptions({ ...ANSWERS, ...changes }), {
    ...TEST_GENERATOR, version: lockIn(folder).generator.version,
  });
}

function synthAgain(repo: Repo, folder: string, changes: Answers = {}): void {
  writeFileSync(
    join(folder, '.projenrc.json'), `${JSON.stringify({ ...answersIn(folder), ...changes }, undefined, 2)}\n`,
  );
  synthRepo(repo, answersIn(folder), folder);
}

describe.each(REPOS)('the %s repo', (repo) => {
  test('has files of every owner', () => {
    const folder = create(repo);
    expect(new Set(lockIn(folder).files.map(({ owner }) => owner))).toEqual(new Set(['managed', 'merged', 'once']));
  });

  test('does not change when nothing changed', () => {
    const folder = create(repo);
    const before = readFiles(folder);
    synthAgain(repo, folder);
    expect(readFiles(folder)).toEqual(before);
  });

  test('keeps its user\'s edits, deletions and additions', () => {
    const folder = create(repo);
    const [deleted, ...edited] = usersFiles(folder).map(({ path }) => path);
    edited.forEach((path) => appendFileSync(join(folder, path), EDIT));
    rmSync(join(folder, deleted));
    mkdirSync(join(folder, 'notes'));
    writeFileSync(join(folder, 'notes', 'mine.md'), 'Mine.\n');
    const before = readFiles(folder);
    synthAgain(repo, folder);
    expect(readFiles(folder)).toEqual(before);
    expect(edited.length).toBeGreaterThan(3);
  });

  test('keeps a user\'s file at the path of a new template', () => {
    const folder = join(temporaryFolder(), repo);
    mkdirSync(folder);
    writeFileSync(join(folder, 'README.md'), 'Mine.\n');
    synthRepo(repo, ANSWERS, folder);
    expect(textOf(folder, 'README.md')).toBe('Mine.\n');
  });

  test('restores its managed files, their text and permissions, read-only', () => {
    const folder = create(repo);
    const before = readFiles(folder);
    const managed = ownedBy(folder, 'managed').map(({ path }) => join(folder, path));
    managed.forEach((path) => expect(modeOf(path)).toMatch(/^[45]44$/));
    managed.forEach((path, index) => {
      chmodSync(path, 0o666);
      if (index % 2 === 0) {
        rmSync(path);
      }
    });
    synthAgain(repo, folder);
    expect(readFiles(folder)).toEqual(before);
    managed.forEach((path) => expect(modeOf(path)).toMatch(/^[45]44$/));
    expect(managed.length).toBeGreaterThan(1);
  });

  test('keeps edits of its managed files', () => {
    const folder = create(repo);
    ownedBy(folder, 'managed').forEach(({ path }) => {
      chmodSync(join(folder, path), 0o666);
      appendFileSync(join(folder, path), EDIT);
    });
    const before = readFiles(folder);
    synthAgain(repo, folder);
    expect(readFiles(folder)).toEqual(before);
  });

  test('its lock keeps the text as it was rendered, not as it was edited', () => {
    const folder = create(repo);
    const rendered = new Map(renderedNow(repo, folder).map((file) => [file.path, file.content]));
    const before = lockIn(folder);
    usersFiles(folder).forEach(({ path }) => appendFileSync(join(folder, path), EDIT));
    synthAgain(repo, folder);
    expect(lockIn(folder)).toEqual(before);
    const users = usersFiles(folder);
    users.forEach(({ path, pristine }) => expect(pristine).toBe(rendered.get(path)));
    expect(users.length).toBeGreaterThan(2);
  });

  test('follows changed answers with its managed files, and merges them into its user\'s', () => {
    const folder = create(repo);
    const users = usersFiles(folder).filter(({ path }) => !path.endsWith('.json')).map(({ path }) => path);
    users.forEach((path) => appendFileSync(join(folder, path), EDIT));
    const changes = { trigger: 'commit', syncPolicy: 'automated', autoPrune: true, port: 3000 };
    synthAgain(repo, folder, changes);
    const expected = new Map(renderedNow(repo, folder, changes).map((file) => [file.path, file]));
    expected.forEach(({ path, content, ownership }) => {
      if (ownership === 'managed') {
        expect(textOf(folder, path)).toBe(content);
      } else if (ownership === 'merged' && users.includes(path)) {
        expect(textOf(folder, path)).toBe(`${content}${EDIT}`);
      }
    });
    usersFiles(folder).filter(({ owner }) => owner === 'merged').forEach(({ path, pristine }) => expect(pristine).toBe(expected.get(path)?.content));
    expect(lockIn(folder).answers).toMatchObject(changes);
  });
});

describe('when answers change', () => {
  test('obsolete managed files are removed and new ones written', () => {
    const folder = create('config');
    const before = ownedBy(folder, 'managed').map(({ path }) => path);
    synthAgain('config', folder, { cluster: 'existing', repoAuth: 'https' });
    const after = ownedBy(folder, 'managed').map(({ path }) => path);
    const orphans = before.filter((path) => !after.includes(path));
    expect(orphans).not.toEqual([]);
    orphans.forEach((path) =>
      expect({ path, exists: existsSync(join(folder, path)) }).toEqual({ path, exists: false }),
    );
    after.forEach((path) => expect({ path, exists: existsSync(join(folder, path)) }).toEqual({ path, exists: true }));
  });

  test('obsolete user\'s files stay', () => {
    const folder = create('config');
    synthAgain('config', folder, { cluster: 'existing' });
    expect(existsSync(join(folder, 'cluster/eksctl.yaml'))).toBe(true);
  });

  test('a new environment gets its overlay, and the old overlay stays', () => {
    const folder = create('config');
    synthAgain('config', folder, { environment: 'staging' });
    ['production', 'staging'].forEach((environment) =>
      expect(existsSync(join(folder, `k8s/overlays/${environment}/kustomization.yaml`))).toBe(true),
    );
  });

  test('invalid answers change nothing', () => {
    const folder = create('app');
    const before = readFiles(folder);
    expect(() => synthRepo('app', { ...answersIn(folder), trigger: 'comit' }, folder)).toThrow('"comit"');
    expect(readFiles(folder)).toEqual(before);
  });
});
