import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { loadProgram } from './load-program';
import type { PromoteProgram } from './promotion';
import { ENVIRONMENTS, stateProgram, stateSource } from './state-promotion';
import { type StateDefect, stateStress, type StateSummary } from './state-stress';
import { run } from '../support/run';
import { temporaryFolder } from '../support/temporary-folder';

/** STATE_ROUNDS=200 runs all that docs/layout.md reports, in about ten minutes on an idle machine. */
const ROUNDS = Number(process.env.STATE_ROUNDS ?? 10);
const PROMOTERS = 50;

const NOTHING_LOST = { lost: 0, backwards: 0, outOfOrder: 0, mixed: 0, forked: 0, moved: 0, failures: [] };

test.each([1, 3])(`${PROMOTERS} concurrent executions over %d state branches: in order, whole, none lost`, async (count) => {
  const folder = temporaryFolder();
  const script = join(__dirname, 'run-state-stress.ts');
  const { stdout, stderr } = await run(
    process.execPath, ['--import', 'tsx', script, folder, String(count), String(PROMOTERS), String(ROUNDS)],
    join(__dirname, '../..'), process.env,
  );
  expect(stderr).toBe('');
  const summary: StateSummary = JSON.parse(stdout);
  expect(summary).toMatchObject(NOTHING_LOST);
  // They did collide.
  expect(summary.conflicts).toBeGreaterThan(ROUNDS);
  const found = execFileSync('git', ['fsck', '--strict', '--full', '--no-dangling'], {
    cwd: join(folder, 'repositories', 'my-app'), encoding: 'utf8', stdio: 'pipe',
  });
  expect(found).toBe('');
}, 1_800_000);

// Each takes seconds on a free processor.
jest.setTimeout(180_000);

describe('the same test finds', () => {
  const found = (from: string, to: string, defect?: StateDefect) =>
    stateStress(temporaryFolder(), mutated(from, to), { environments: ENVIRONMENTS, promoters: 20, rounds: 5, defect });

  test('a stage that takes the commit of its own execution', async () => {
    const { outOfOrder } = await found('const reason = PREVIOUS && await select();', "const reason = '';");
    expect(outOfOrder).toBeGreaterThan(0);
  });

  test('a stage that does not compare commits', async () => {
    const { backwards } = await found("if (is === 'older') return", "if (is === 'never') return");
    expect(backwards).toBeGreaterThan(0);
  });

  test('a commit on the newest parent instead of the one that was read', async () => {
    const blind: StateDefect = (call, world) => (service, operation, input) => {
      const { branchName = '' } = input as { branchName?: string };
      const isState = operation === 'create-commit' && branchName.startsWith('deploy/');
      return call(service, operation, isState ? { ...input, parentCommitId: world.tip(branchName) } : input);
    };
    const { backwards, mixed } = await stateStress(temporaryFolder(), stateProgram, {
      environments: ['dev'], promoters: 20, rounds: 5, defect: blind,
    });
    expect(backwards).toBeGreaterThan(0);
    expect(mixed).toBeGreaterThan(0);
  });

  test.each([
    ['manifests that are not deleted', 'if (isGone) deleteFiles.push({ filePath });', 'if (isGone) deleteFiles.length;'],
    ['manifests that are not written', "path.startsWith('k8s/') &&", "path.startsWith('k9s/') &&"],
    ['the manifests of another commit', 'afterCommitSpecifier: commit', "afterCommitSpecifier: 'main'"],
  ])('%s', async (_, from, to) => {
    const { mixed } = await found(from, to);
    expect(mixed).toBeGreaterThan(0);
  });

  test('a promotion that gives up on a concurrent commit', async () => {
    const { failures } = await found('TRIES, COMMITS] = [50', 'TRIES, COMMITS] = [1');
    expect(failures.length).toBeGreaterThan(0);
  });
});

function mutated(from: string, to: string): PromoteProgram {
  expect(stateSource.split(from)).toHaveLength(2);
  return loadProgram(stateSource.replace(from, to));
}
