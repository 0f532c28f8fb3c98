import { join } from 'node:path';
import { loadProgram } from './load-program';
import { type OrderedProgram, orderedSource } from './ordered-promotion';
import { type OrderedSummary, orderedStress } from './ordered-stress';
import { run } from '../support/run';
import { temporaryFolder } from '../support/temporary-folder';

/** ORDERED_ROUNDS=200 runs all that docs/reliability.md reports, in a few minutes. */
const ROUNDS = Number(process.env.ORDERED_ROUNDS ?? 20);
const PROMOTERS = 50;

const NOTHING_LOST = { lost: 0, backwards: 0, outOfOrder: 0, undone: 0, failures: [] };

test(`${PROMOTERS} concurrent executions over three environments: in order, none backwards, none lost`, async () => {
  const script = join(__dirname, 'run-ordered-stress.ts');
  const { stdout, stderr } = await run(
    process.execPath, ['--import', 'tsx', script, temporaryFolder(), String(PROMOTERS), String(ROUNDS)],
    join(__dirname, '../..'), process.env,
  );
  expect(stderr).toBe('');
  const summary: OrderedSummary = JSON.parse(stdout);
  expect(summary).toMatchObject(NOTHING_LOST);
  // They did collide.
  expect(summary.conflicts).toBeGreaterThan(ROUNDS);
}, 1_800_000);

// Each takes seconds on a free processor.
jest.setTimeout(180_000);

describe('the same test finds', () => {
  test('a stage that takes the image of its own execution', async () => {
    const { outOfOrder } = await orderedStress(
      temporaryFolder(), mutated('const found = PREVIOUS ? await imageBefore() : env;', 'const found = env;'), 20, 10,
    );
    expect(outOfOrder).toBeGreaterThan(0);
  });

  test('a stage that does not compare commits', async () => {
    const { backwards } = await orderedStress(
      temporaryFolder(), mutated("if (is === 'older') return", "if (is === 'never') return"), 20, 10,
    );
    expect(backwards).toBeGreaterThan(0);
  });
});

function mutated(from: string, to: string): OrderedProgram {
  expect(orderedSource.split(from)).toHaveLength(2);
  return loadProgram(orderedSource.replace(from, to));
}
