import { MANAGERS, type Words, factsOf } from './table';
import { PackageManager } from '../options/enums';

/** The npm commands that templates contain. */
const WORDS = Object.entries(MANAGERS[PackageManager.NPM].words) as ReadonlyArray<[keyof Words, string]>;

/**
 * Replaces npm commands in a text by those of another package manager. "npm install --global" stays: it installs that
 * package manager. Aligned comments after commands stay aligned if there is room.
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
