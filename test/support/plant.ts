import { REPOS, nameOf, renderPair } from './render-pair';
import { Pair } from '../../src/checks';
import { Layout } from '../../src/options/enums';
import type { Answers } from '../../src/options/option';

/** An edit of one file of a pair. */
export interface Edit {
  readonly in: string;
  readonly from: string | RegExp;
  readonly to: string;
}

/** The text with the edit, which must change it. */
export function edited(text: string, { in: name, from, to }: Edit): string {
  const changed = text.replace(from, to);
  if (changed === text) {
    throw new Error(`${name} has no ${String(from)} any more: let the test change something else`);
  }
  return changed;
}

/** A rendered pair with more files and with edits, as the checks read it. */
export function pairOf(
  answers: Answers, edits: readonly Edit[] = [], more: ReadonlyMap<string, string> = new Map(),
): Pair {
  const texts = new Map([
    ...renderPair(answers).map((file): [string, string] => [nameOf(file), file.content]), ...more,
  ]);
  if (answers.layout === Layout.SINGLE) {
    // The checks know each file of the one folder by both names.
    [...texts].forEach(([name, text]) => REPOS.forEach((repo) => texts.set(name.replace(/^(app|config)/, repo), text)));
  }
  for (const edit of edits) {
    texts.set(edit.in, edited(texts.get(edit.in) ?? '', edit));
  }
  return new Pair(texts);
}
