import * as fc from 'fast-check';
import { promoteProgram } from './promotion';

/** Histories with merges: each commit has parents among those before it. */
const histories = fc
  .array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 2, maxLength: 25 })
  .map(
    (all) =>
      new Map(
        all.map((parents, at) => [
          String(at), at === 0 ? [] : [...new Set(parents.map((parent) => String(parent % at)))],
        ]),
      ),
  );

function ancestors(parents: Map<string, string[]>, start: string): Set<string> {
  const found = new Set([start]);
  found.forEach((commit) => parents.get(commit)!.forEach((parent) => found.add(parent)));
  return found;
}

function compared(
  parents: Map<string, string[]>, mine: string, other: string,
): { answer: Promise<string>; read: string[] } {
  const read: string[] = [];
  const answer = promoteProgram.compare(mine, other, new Map(), async (commit) => {
    read.push(commit);
    return parents.get(commit)!;
  });
  return { answer, read };
}

test('compares any two commits as their whole histories do', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), fc.nat(), async (parents, one, two) => {
      const [mine, other] = [one, two].map((number) => String(number % parents.size));
      const right = ancestors(parents, mine).has(other)
        ? 'newer'
        : ancestors(parents, other).has(mine)
          ? 'older'
          : 'apart';
      const { answer, read } = compared(parents, mine, other);
      expect(await answer).toBe(right);
      expect(new Set(read).size).toBe(read.length);
    }),
    { numRuns: 2000 },
  );
});

const line = new Map(Array.from({ length: 2000 }, (_, at) => [String(at), at === 0 ? [] : [String(at - 1)]]));

test.each([
  ['1999', '1998', 'newer', 1],
  ['1998', '1999', 'older', 2],
  ['1999', '1989', 'newer', 19],
])('%s and %s: %s, after %d calls', async (mine, other, right, calls) => {
  const { answer, read } = compared(line, mine, other);
  expect(await answer).toBe(right);
  expect(read).toHaveLength(calls);
});

test('compares a rewritten commit on a long history in few calls', async () => {
  const { answer, read } = compared(new Map([...line, ['new', ['1990']]]), 'new', '1999');
  expect(await answer).toBe('apart');
  expect(read.length).toBeLessThan(30);
});

test('gives up after 600 calls', async () => {
  await expect(compared(line, '1999', '900').answer).rejects.toThrow('Cannot determine in 600 commits');
});
