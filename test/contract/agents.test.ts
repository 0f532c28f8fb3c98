import { Layout } from '../../src/options/enums';
import type { Ownership } from '../../src/render/template';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { type PairFile, REPOS, fileIn, renderPair } from '../support/render-pair';

/** AGENTS.md of each repository, for answers that together hold every pair of values. */

/** Files that the generator writes without a template. */
const GENERATED: Readonly<Record<string, Ownership>> = {
  '.projenrc.json': 'once', '.gitops-eks/lock.json': 'managed', '.projen/': 'managed',
};

const OWNERS: Readonly<Record<string, Ownership>> = { 'you': 'once', 'you (merged)': 'merged', 'managed': 'managed' };

/** The owner of each path in the table "Who owns which file". A folder ends with a slash. */
function ownersIn(agents: string): Map<string, Ownership> {
  const rows = [...agents.matchAll(/^\| (`.*?) \|.*\| ([a-z ()]+) \|$/gm)];
  return new Map(rows.flatMap(([, files, owner]) =>
    [...files.matchAll(/`([^`]+)`/g)].map(([, path]) => [path, OWNERS[owner]] as const)));
}

/** The entry that covers a path: the most specific one. */
function coverOf(path: string, owners: ReadonlyMap<string, Ownership>): string | undefined {
  return [...owners.keys()]
    .filter((entry) => entry === path || (entry.endsWith('/') && path.startsWith(entry)))
    .sort((one, other) => other.length - one.length)[0];
}

const cases = PAIRWISE_ANSWERS.flatMap((answers) => {
  const pair = renderPair(answers);
  return answers.layout === Layout.SINGLE
    ? [{ files: pair, agents: fileIn(pair, 'app/AGENTS.md').content }]
    : REPOS.map((repo) => ({
      files: pair.filter((file) => file.repo === repo),
      agents: fileIn(pair, `${repo}/AGENTS.md`).content,
    }));
});

const eachCase = (problemsOf: (files: readonly PairFile[], agents: string) => readonly string[]) =>
  [...new Set(cases.flatMap(({ files, agents }) => problemsOf(files, agents)))];

test('names the owner of every rendered file', () => {
  expect(eachCase((files, agents) => {
    const owners = ownersIn(agents);
    return files.flatMap(({ repo, path, ownership }) => {
      const cover = coverOf(path, owners);
      return cover !== undefined && owners.get(cover) === ownership
        ? []
        : [`${repo}/${path} is ${ownership}, but AGENTS.md says ${cover && owners.get(cover)}`];
    });
  })).toEqual([]);
});

test('names no file that the answers do not render', () => {
  expect(eachCase((files, agents) => {
    const owners = ownersIn(agents);
    const used = new Set(files.map(({ path }) => coverOf(path, owners)));
    const spare = [...owners.keys()].filter((entry) => !used.has(entry));
    return spare.filter((entry) => GENERATED[entry] !== owners.get(entry));
  })).toEqual([]);
});

test('is short', () => {
  cases.forEach(({ agents }) => expect(agents.split('\n').length).toBeLessThan(65));
});
