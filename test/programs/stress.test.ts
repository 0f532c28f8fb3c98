import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { loadProgram, programSource } from './load-program';
import { promoteProgram, PromoteProgram } from './promotion';
import { Defect, stress, Summary } from './stress';
import { run } from '../support/run';
import { temporaryFolder } from '../support/temporary-folder';

const NOTHING_LOST = { lostUpdates: 0, rollbacks: 0, notNewest: 0, failures: [] };

test('50 concurrent promotions, 200 times: no lost update, no step back, the newest build is deployed', async () => {
  const folder = temporaryFolder();
  const script = join(__dirname, 'run-stress.ts');
  const { stdout, stderr } = await run(
    process.execPath,
    ['--import', 'tsx', script, folder, '50', '200'],
    join(__dirname, '../..'),
    process.env,
  );
  expect(stderr).toBe('');
  const summary: Summary = JSON.parse(stdout);
  expect(summary).toMatchObject(NOTHING_LOST);
  // They did collide.
  expect(summary.conflicts).toBeGreaterThan(1000);
  for (const repository of ['my-app', 'my-app-config']) {
    const found = execFileSync('git', ['fsck', '--strict', '--full'], {
      cwd: join(folder, 'repositories', repository), encoding: 'utf8', stdio: 'pipe',
    });
    expect(found.split('\n').filter((line) => line && !line.startsWith('dangling'))).toEqual([]);
  }
}, 300_000);

describe('the same test finds', () => {
  test('a commit on the newest parent instead of the one that was read', async () => {
    const blind: Defect = (call, world) => (service, operation, input) =>
      call(service, operation, operation === 'create-commit' ? { ...input, parentCommitId: world.tip() } : input);
    const { lostUpdates, rollbacks } = await stress(temporaryFolder(), promoteProgram, 20, 10, blind);
    expect(lostUpdates).toBeGreaterThan(0);
    expect(rollbacks).toBeGreaterThan(0);
  });

  test('a promotion that does not compare commits', async () => {
    const { rollbacks, notNewest } = await stress(
      temporaryFolder(), mutated("if (is === 'older') return", "if (is === 'never') return"), 20, 10,
    );
    expect(rollbacks).toBeGreaterThan(0);
    expect(notNewest).toBeGreaterThan(0);
  });

  test('a promotion that gives up on a concurrent commit', async () => {
    const { failures } = await stress(
      temporaryFolder(), mutated('TRIES, COMMITS] = [50', 'TRIES, COMMITS] = [1'), 20, 10,
    );
    expect(failures.length).toBeGreaterThan(0);
  });
});

function mutated(from: string, to: string): PromoteProgram {
  const source = programSource('promote');
  expect(source.split(from)).toHaveLength(2);
  return loadProgram(source.replace(from, to));
}
