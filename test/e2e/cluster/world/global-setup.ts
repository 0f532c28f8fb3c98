import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingForCluster } from './missing';
import { requirePinnedVersions } from './pinned-versions';
import { LOGS, type RunningWorld, startWorld } from './world';
import { locateEngines } from '../../engines/engines';
import { askVersions } from '../../report/versions';

let running: RunningWorld | undefined;

/** Starts what all test files share, once; where programs are missing, says which. */
export default async function setUp(): Promise<void> {
  const problem = missingForCluster();
  if (!problem) {
    const start = performance.now();
    running = await startWorld(locateEngines());
    process.env.E2E_WORLD = JSON.stringify(running.world);
    process.stderr.write(`Kubernetes and an AWS account are up after ${((performance.now() - start) / 1_000).toFixed(1)} s.\n`);
    const versions = await askVersions();
    requirePinnedVersions(versions);
    writeFileSync(join(LOGS, 'versions.json'), `${JSON.stringify(versions, undefined, 2)}\n`);
  } else if (process.env.REQUIRE_PROGRAMS) {
    throw new Error(problem);
  } else {
    process.stderr.write(`${problem}\nSo everything is skipped.\n`);
  }
}

/** Ends it. */
export async function stopWorld(): Promise<void> {
  await running?.stop();
}
