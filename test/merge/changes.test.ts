import { diffWithGit } from './judge';
import { Random } from './random-merges';
import { changesBetween } from '../../src/merge/changes';
import { splitLines } from '../../src/merge/lines';
import { FUZZ_SEED } from '../support/fuzz';

const DIFFERENCES = Number(process.env.MERGES ?? 300);

jest.setTimeout(60_000 + DIFFERENCES * 60);

/** Texts of few different lines have many shortest scripts. The choice among them decides whether two changes touch. */
test.each([
  ['short texts of few lines', 3, 95, 24, DIFFERENCES],
  ['longer texts', 8, 60, 150, DIFFERENCES / 3],
  ['long texts with some frequent lines', 1, 8, 900, DIFFERENCES / 4],
])('finds the changes that Git finds: %s', (_, kinds, share, length, runs) => {
  const random = new Random(FUZZ_SEED);
  const line = () => (random.chance(share) ? `${random.below(kinds)}\n` : `${random.below(100_000)}\n`);
  const lines = (count: number) => Array.from({ length: count }, line);
  const pairs = Array.from({ length: runs }, () => {
    const before = lines(random.below(length) + 1);
    const after = [...before];
    for (let left = random.below(5); left >= 0; left -= 1) {
      after.splice(random.below(after.length + 1), random.below(length / 6), ...lines(random.below(length / 6)));
    }
    return [before.join(''), after.join('')] as const;
  });
  const found = pairs.map(([before, after]) => changesBetween(splitLines(before), splitLines(after)));
  expect(diffWithGit(pairs)).toEqual(found);
});
