import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS, startWorld } from './world';
import { locateEngines, missingEngines } from '../../engines/engines';
import { askVersions } from '../../engines/versions';

/** Starts what all test files share, once; where programs are missing, says which. */
export default async function setUp(): Promise<void> {
  const problem = missingEngines()
    ?? (process.env.E2E_HERMETIC ? undefined : 'The tests with a cluster run inside test/e2e/support/hermetic.sh alone, which needs root: npx projen e2e:cluster');
  if (!problem) {
    const engines = locateEngines();
    const start = performance.now();
    process.env.E2E_WORLD = JSON.stringify(await startWorld(engines));
    process.stderr.write(`Kubernetes and what stands in for AWS are up after ${((performance.now() - start) / 1_000).toFixed(1)} s.\n`);
    writeFileSync(join(LOGS, 'versions.json'), `${JSON.stringify(await askVersions(engines), undefined, 2)}\n`);
  } else if (process.env.REQUIRE_PROGRAMS) {
    throw new Error(problem);
  } else {
    process.stderr.write(`${problem}\nSo everything is skipped.\n`);
  }
}
