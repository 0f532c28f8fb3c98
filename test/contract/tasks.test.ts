import { taskName } from '../../src/project/tasks';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { nameOf, type PairFile, renderPair } from '../support/render-pair';

/** Tasks that do not come from a script. */
const OTHER_TASKS = [
  'build', 'default', 'doctor', 'down', 'eject', 'files:diff', 'files:restore', 'files:take', 'merge', 'pair:sync', 'test',
  'up', 'upgrade',
];
const COMMAND = /\bnpx projen ([a-z][a-z:-]*[a-z])/g;

const scriptsOf = (files: readonly PairFile[]) => files.filter(({ path }) => path.startsWith('scripts/'));
const tasksOf = (files: readonly PairFile[]) => [...OTHER_TASKS, ...files.flatMap(({ path }) => taskName(path) ?? [])];
const commandsIn = ({ content }: PairFile) => [...content.matchAll(COMMAND)].map(([, task]) => task);

const pairs = PAIRWISE_ANSWERS.map((answers) => renderPair(answers));
/** Whether a file is in the same repository as the files of one half. */
const isSingle = (files: readonly PairFile[]) => !files.some((file) => nameOf(file) === 'config/package.json');

test('every task named in a file exists for the same answers', () => {
  const missing = pairs.flatMap((files) => {
    const tasks = tasksOf(files);
    return files.flatMap((file) =>
      commandsIn(file)
        .filter((task) => !tasks.includes(task))
        .map((task) => `${nameOf(file)}: npx projen ${task}`),
    );
  });
  expect([...new Set(missing)]).toEqual([]);
  expect(pairs[0].flatMap(commandsIn).length).toBeGreaterThan(10);
});

test('every script is a task or a library of a script', () => {
  for (const files of pairs) {
    for (const script of scriptsOf(files)) {
      expect({ script: nameOf(script), isTask: taskName(script.path) !== undefined }).toEqual({
        script: nameOf(script), isTask: !script.path.startsWith('scripts/lib/'),
      });
    }
    const libraries = scriptsOf(files).filter(({ path }) => path.startsWith('scripts/lib/'));
    libraries.forEach(({ repo, path }) => {
      const readers = scriptsOf(files).filter(
        (file) => (file.repo === repo || isSingle(files)) && file.content.includes(path.replace('scripts/', '')),
      );
      expect({ path, isRead: readers.length > 0 }).toEqual({ path, isRead: true });
    });
  }
});

test('every script runs by itself and stops at the first failure', () => {
  const scripts = scriptsOf(pairs.flat()).filter(({ path }) => taskName(path));
  const lame = scripts.filter(
    ({ content, executable }) =>
      !executable || !content.startsWith('#!/usr/bin/env bash\n') || !/^\. "\$\(dirname "\$0"\)/m.test(content),
  );
  expect([...new Set(lame.map(nameOf))]).toEqual([]);
  const libraries = scriptsOf(pairs.flat()).filter(({ path }) => path === 'scripts/lib/common.sh');
  expect(libraries.filter(({ content }) => !/^set -euo pipefail$/m.test(content)).map(nameOf)).toEqual([]);
});
