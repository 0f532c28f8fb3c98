import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from 'projen/lib/logger';
import { EDITS, type Edit } from './edits';
import { RELEASES, lockOf, restoreRepo } from './released-pair';
import type { Repo } from '../../src/options/repo';
import { resolveOptions } from '../../src/options/resolve';
import { givenAnswers } from '../../src/project/answers';
import type { Lock, LockedFile } from '../../src/project/lock';
import { thisGenerator } from '../../src/render/generator';
import { type RenderedFile, renderRepo } from '../../src/render/render';
import { mergeWithGit } from '../merge/judge';
import { REPOS } from '../support/render-pair';
import { synthRepo } from '../support/synth-pair';
import { readTree } from '../support/tree';

/** Takes an edited pair of each earlier release to the present one. */
jest.setTimeout(60_000);

const place = mkdtempSync(join(tmpdir(), 'gitops-eks-releases-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A repository of a release before and after the upgrade. */
interface Upgraded {
  readonly folder: string;
  readonly before: ReadonlyMap<string, string>;
  readonly lock: Lock;
  readonly said: string;
  readonly rendered: readonly RenderedFile[];
}

function upgrade(release: string, repo: Repo): Upgraded {
  const folder = join(mkdtempSync(join(place, 'pair-')), repo);
  restoreRepo(release, repo, folder);
  const lock = lockOf(release, repo);
  editsOf(release, repo).forEach(({ path, act }) => act(join(folder, path)));
  const before = new Map(lock.files.map(({ path }) => [path, textOf(folder, path) ?? '']));
  const said = synth(repo, folder);
  return { folder, before, lock, said, rendered: rendered(repo, folder) };
}

/** Synthesizes as the second step of the task "upgrade" does. Returns what it said. */
function synth(repo: Repo, folder: string): string {
  let said = '';
  const loggers = (['info', 'warn'] as const).map((level) =>
    jest.spyOn(Logger.prototype, level).mockImplementation((...texts: unknown[]) => {
      said += `${texts.join(' ')}\n`;
    }));
  synthRepo(repo, answersIn(folder), folder);
  loggers.forEach((logger) => logger.mockRestore());
  return said;
}

const answersIn = (folder: string) => JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8'));
const rendered = (repo: Repo, folder: string) =>
  renderRepo(repo, resolveOptions(givenAnswers(answersIn(folder))), thisGenerator());

/** The edits of files that a release rendered. */
function editsOf(release: string, repo: Repo): Edit[] {
  const { answers, files } = lockOf(release, repo);
  return EDITS.map((edit) => ({ ...edit, path: edit.path.replace('*', String(answers.environment)) }))
    .filter((edit) => edit.repo === repo && files.some(({ path }) => path === edit.path));
}

function textOf(folder: string, path: string): string | undefined {
  const found = statSync(join(folder, path), { throwIfNoEntry: false });
  return found?.isFile() ? readFileSync(join(folder, path), 'utf8') : undefined;
}

const cases = RELEASES.flatMap((release) => REPOS.map((repo) => [release, repo] as const));

describe.each(cases)('release %s, %s repo', (release, repo) => {
  let upgraded: Upgraded;
  beforeAll(() => { upgraded = upgrade(release, repo); });

  const lockedAs = (owner: LockedFile['owner']) => upgraded.lock.files.filter((file) => file.owner === owner);
  const fileNow = (path: string) => upgraded.rendered.find((file) => file.path === path);
  const isReported = (path: string) => upgraded.said.includes(path);

  test.each(editsOf(release, repo).filter(({ keeps }) => keeps))('keeps the edit of $path', ({ path, keeps = [] }) => {
    keeps.forEach((text) => expect(textOf(upgraded.folder, path)).toContain(text));
  });

  test('does not restore deleted files, and leaves moved ones where they are', () => {
    const { folder } = upgraded;
    const gone = editsOf(release, repo).filter(({ isDeleted, movedTo }) => isDeleted || movedTo !== undefined);
    expect(gone.filter(({ path }) => existsSync(join(folder, path)))).toEqual([]);
    expect(gone.filter(({ movedTo }) => movedTo !== undefined && !existsSync(join(folder, movedTo)))).toEqual([]);
  });

  test('merges each file as Git does, or reports a conflict and leaves the file as it was', () => {
    const merged = lockedAs('merged').filter(({ path }) => fileNow(path) && upgraded.before.get(path) !== '');
    const texts = merged.map(({ path, pristine }) => ({
      base: String(pristine),
      ours: String(upgraded.before.get(path)).replace(/\r\n/g, '\n'),
      theirs: String(fileNow(path)?.content),
    }));
    const wrong = mergeWithGit(texts).flatMap((byGit, index) => {
      const { path } = merged[index];
      const now = textOf(upgraded.folder, path);
      const isConflict = existsSync(join(upgraded.folder, '.gitops-eks/conflicts', `${path}.theirs`));
      if (isConflict) {
        return now === upgraded.before.get(path) && isReported(path) ? [] : [`${path}: a silent conflict`];
      }
      // These two merge by structure, where Git sees conflicts.
      const isOwnWay = path === 'package.json' || path.includes('/overlays/');
      return isOwnWay || now?.replace(/\r\n/g, '\n') === byGit ? [] : [`${path}: not Git's merge`];
    });
    expect(wrong).toEqual([]);
    expect(merged.length).toBeGreaterThan(6);
  });

  test('delivers every file of this release, or says why not', () => {
    const missing = upgraded.rendered.filter(({ path, content, ownership }) => {
      const now = textOf(upgraded.folder, path);
      const isKnown = upgraded.before.has(path);
      return ownership === 'managed' || !isKnown ? now !== content && !isReported(path) : false;
    });
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  test('delivers the generator\'s packages into package.json', () => {
    const packages = (text: string) => Object.keys(JSON.parse(text).devDependencies).sort();
    expect(packages(String(textOf(upgraded.folder, 'package.json')))).toEqual(
      packages(String(fileNow('package.json')?.content)),
    );
  });

  test('removes managed files that are no longer rendered, and lists the user\'s', () => {
    const gone = upgraded.lock.files.filter(({ path }) => !fileNow(path));
    const wrong = gone.filter(({ path, owner }) =>
      owner === 'managed' ? existsSync(join(upgraded.folder, path)) : !isReported(path));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('another synth changes nothing', () => {
    const tree = readTree(upgraded.folder);
    synth(repo, upgraded.folder);
    expect(readTree(upgraded.folder)).toEqual(tree);
  });

  test('four changed answers keep every edit, and arrive or are reported', () => {
    const { folder } = upgraded;
    const changed = { port: 9090, prBuilds: false, retainData: false, scanGate: 'high' };
    writeFileSync(join(folder, '.projenrc.json'), JSON.stringify({ ...answersIn(folder), ...changed }));
    const said = synth(repo, folder);
    editsOf(release, repo).forEach(({ path, keeps = [] }) =>
      keeps.forEach((text) => expect(textOf(folder, path)).toContain(text)));
    const path = { app: 'Dockerfile', config: 'k8s/base/deployment.yaml' }[repo];
    expect(said.includes(`${path}:`) || textOf(folder, path)?.includes('9090')).toBe(true);
    expect(said).toMatch(/port: 8080 → 9090/);
  });
});
