import type { Pair } from './pair';

/** The constants that the tasks of a repository use, by name. */
export type Answers = Readonly<Record<string, string | undefined>>;

/** The file that holds them. */
export const ANSWERS_FILE = 'scripts/lib/answers.sh';

/** Reads the assignments of a list of constants for a shell. */
export function answersIn(pair: Pair, repo: 'app' | 'config'): Answers {
  const lines = (pair.text(`${repo}/${ANSWERS_FILE}`) ?? '').split('\n');
  return Object.fromEntries(lines.flatMap((line) => {
    const [, name, quoted, plain] = /^([A-Z_]+)=(?:'([^']*)'|(\S*))$/.exec(line) ?? [];
    return name ? [[name, quoted ?? plain]] : [];
  }));
}
