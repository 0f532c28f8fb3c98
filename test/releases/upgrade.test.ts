import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from 'projen/lib/logger';
import { EDITS, type Edit } from './edits';
import { RELEASES, restoreRepo } from './released-pair';
import { resolveOptions } from '../../src/options/resolve';
import { givenAnswers } from '../../src/project/answers';
import type { Lock, LockedFile } from '../../src/project/lock';
import { thisGenerator } from '../../src/render/generator';
import { type RenderedFile, renderRepo } from '../../src/render/render';
import type { Repo } from '../../src/render/template';
import { mergeWithGit } from '../merge/judge';
import { REPOS } from '../support/render-pair';
import { synthRepo } from '../support/synth-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { readTree } from '../support/tree';

/** Takes an edited pair of each earlier release to the present one. */
jest.setTimeout(60_000);

/** A repository of a release before and after the upgrade. */
interface Upgraded {
  readonly folder: string;
  readonly before: ReadonlyMap<string, string>;
  readonly lock: Lock;
  readonly said: string;
  readonly rendered: readonly RenderedFile[];
}

function upgrade(release: string, repo: Repo): Upgraded {
  const folder = join(temporaryFolder(), repo);
  restoreRepo(release, repo, folder);
  const lock: Lock = JSON.parse(readFileSync(join(folder, '.gitops-eks/lock.json'), 'utf8'));
  editsOf(repo).forEach(({ path, act }) => {
    const file = pathIn(folder, path);
    if (file !== undefined) {
      act(join(folder, file));
    }
  });
  const before = new Map(lock.files.map(({ path }) => [path, textOf(folder, path) ?? '']));
  const said = synth(repo, folder);
  return { folder, before, lock, said, rendered: rendered(repo, folder) };
}

/** Synthesizes as the second step of the task "upgrade" does. Returns what it said. */
function synth(repo: Repo, folder: string): string {
  let said = '';
  const loggers = (['info', 'warn'] as const).map((level) =>
    jest.spyOn(Logger.prototype, level).mockImplementation((...texts: unknown[]) => { said += `${texts.join(' ')}\n`; }));
  synthRepo(repo, answersIn(folder), folder);
  loggers.forEach((logger) => logger.mockRestore());
  return said;
}

const answersIn = (folder: string) => JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8'));
const rendered = (repo: Repo, folder: string) =>
  renderRepo(repo, resolveOptions(givenAnswers(answersIn(folder))), thisGenerator());
const editsOf = (repo: Repo) => EDITS.filter((edit) => edit.repo === repo);

/** The path of an edit in a repository. Undefined if its release has no such file. */
function pathIn(folder: string, path: string): string | undefined {
  const [parent, rest] = path.split('*');
  const full = rest === undefined ? path : `${parent}${readdirSync(join(folder, parent))[0]}${rest}`;
  return existsSync(join(folder, full)) ? full : undefined;
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

  test.each(editsOf(repo).filter(({ keeps }) => keeps))('keeps the edit of $path', ({ path, keeps = [] }: Edit) => {
    const file = pathIn(upgraded.folder, path);
    // Earlier releases did not render every file.
    if (file === undefined || !upgraded.before.has(file)) {
      expect(release < '0.5.0').toBe(true);
      return;
    }
    keeps.forEach((text) => expect(textOf(upgraded.folder, file)).toContain(text));
  });

  test('does not restore deleted files, and leaves moved ones where they are', () => {
    for (const { path, act, movedTo } of editsOf(repo)) {
      if (movedTo !== undefined) {
        expect(existsSync(join(upgraded.folder, movedTo))).toBe(true);
      }
      if (movedTo !== undefined || act.name === 'remove') {
        expect({ path, isThere: existsSync(join(upgraded.folder, path)) }).toEqual({ path, isThere: false });
      }
    }
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
});
