import { mergeWithGit } from './judge';
import { type RandomMerge, RandomMerges } from './random-merges';
import { mergeContents } from '../../src/merge/contents';
import { withUnixLineEnds, withWindowsLineEnds } from '../../src/merge/lines';
import { withRunningImage } from '../../src/merge/overlay';
import { breaksYaml } from '../../src/project/well-formed';
import { languageOf } from '../../src/render/escape';
import { FUZZ_SEED } from '../support/fuzz';
import { parseFile } from '../support/parse-file';

/** `MERGES=100000 npx jest test/merge/random-merges` for more of them, FUZZ_SEED for others. */
const MERGES = Number(process.env.MERGES ?? 300);
const BATCH = 1000;

jest.setTimeout(60_000 + MERGES * 60);

const tally = { merges: 0, conflicts: 0, lines: 0, parsed: 0, milliseconds: 0 };
afterAll(() => process.stderr.write(`${JSON.stringify(tally)}\n`));

const isOverlay = ({ path }: RandomMerge) => path.includes('/overlays/');

/** What Git is asked: with Unix line ends, and with the running image in all versions. */
function question(merge: RandomMerge): RandomMerge {
  const plain = { ...merge, ours: withUnixLineEnds(merge.ours) };
  return isOverlay(plain) ? { ...plain, ...withRunningImage(plain) } : plain;
}

/** Edits of code can contradict each other without touching, for Git as well: the tests of the service find these. */
const isCode = ({ path }: RandomMerge) => languageOf(path) === 'javascript';

function parses({ path }: RandomMerge, text: string): boolean {
  try {
    parseFile(path, text);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a merge. */
function problemsOf(merge: RandomMerge, byGit: string | undefined): string[] {
  const start = performance.now();
  const { text, conflict } = mergeContents(merge);
  tally.milliseconds += performance.now() - start;
  tally.merges += 1;
  if (byGit === undefined || text === undefined) {
    tally.conflicts += 1;
    return (byGit === undefined) === (conflict !== undefined)
      ? []
      : [byGit === undefined ? 'a conflict is missed' : 'a conflict is invented'];
  }
  const isWindows = merge.ours.includes('\r\n');
  const lost = merge.added.filter((line) => !text.includes(line));
  tally.lines += merge.added.length;
  const areWellFormed =
    !isCode(merge) && [merge.base, merge.ours, merge.theirs].every((version) => parses(merge, version));
  tally.parsed += Number(areWellFormed);
  return [
    ...(text === (isWindows ? withWindowsLineEnds(byGit) : byGit) ? [] : ['the merged text is not the one of Git']),
    ...lost.map((line) => `the user's line "${line}" is lost`),
    ...(areWellFormed && !parses(merge, text) && !breaksYaml(merge.path, [merge.base, merge.ours, merge.theirs], text)
      ? ['it is not well-formed any more']
      : []),
    ...(hasImages(merge) && digestOf(merge.ours) !== digestOf(text) ? ['the digest changed'] : []),
  ];
}

/** Random changes of the template may take the image away, which no release does. */
const hasImages = (merge: RandomMerge) =>
  isOverlay(merge) &&
  [merge.base, merge.ours, merge.theirs].every((text) =>
    /^images:\r?\n {2}- name: .+\n {4}newName: .+\n {4}digest: sha256:\w{64}\r?\n/m.test(text),
  );

const digestOf = (text: string) => /^ +digest: (\S+)/m.exec(text)?.[1];

test(`${MERGES} random merges agree with Git, lose no line of the user's, and stay well-formed`, () => {
  const merges = new RandomMerges(FUZZ_SEED);
  const wrong: string[] = [];
  for (let left = MERGES; left > 0 && wrong.length === 0; left -= BATCH) {
    const batch = Array.from({ length: Math.min(left, BATCH) }, () => merges.next());
    const answers = mergeWithGit(batch.map(question));
    batch.forEach((merge, index) =>
      wrong.push(...problemsOf(merge, answers[index]).map((problem) => `${problem}: ${JSON.stringify(merge)}`)),
    );
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(tally.conflicts / tally.merges).toBeGreaterThan(0.02);
  expect(tally.conflicts / tally.merges).toBeLessThan(0.7);
});
