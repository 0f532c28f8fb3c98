import type { Pair } from './pair';

/** The constants of a repository's tasks, by name. */
export type Answers = Readonly<Record<string, string | undefined>>;

/** The file that contains them. */
export const ANSWERS_FILE = 'scripts/lib/answers.sh';

/** Parses the shell assignments in that file. */
export function answersIn(pair: Pair, repo: 'app' | 'config'): Answers {
  const lines = (pair.text(`${repo}/${ANSWERS_FILE}`) ?? '').split('\n');
  return Object.fromEntries(lines.flatMap((line) => {
    const [, name, quoted, plain] = /^([A-Z_]+)=(?:'([^']*)'|(\S*))$/.exec(line) ?? [];
    return name ? [[name, quoted ?? plain]] : [];
  }));
}
