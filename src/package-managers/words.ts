import { MANAGERS, type Words, factsOf } from './table';
import { PackageManager } from '../options/enums';

/** npm's words, as templates write them. "npm install" with flags is how the other package managers come. */
const WORDS = Object.entries(MANAGERS[PackageManager.NPM].words) as ReadonlyArray<[keyof Words, string]>;

/**
 * Puts a text that names npm's commands into the words of another package manager. Comments that stand in one column behind commands
 * keep their column where there is room.
 */
export function inWordsOf(packageManager: `${PackageManager}`, text: string): string {
  if (packageManager === PackageManager.NPM) {
    return text;
  }
  const { words } = factsOf(packageManager);
  const replaced = (line: string) =>
    WORDS.reduce(
      (result, [name, word]) => result.replace(new RegExp(`\\b${word}\\b(?! --global)`, 'g'), words[name]), line,
    );
  return text.replace(/^.*np[mx].*$/gm, (line) => {
    const result = replaced(line);
    return result.replace(/(?<=\S) {2,}(?=# )/, (gap) =>
      ' '.repeat(Math.max(2, gap.length - (result.length - line.length))),
    );
  });
}
