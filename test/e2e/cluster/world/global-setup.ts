import { missingForCluster } from './missing';
import { requirePinnedVersions } from './pinned-versions';
import { type RunningWorld, startWorld } from './world';
import compileTemplates from '../../../support/global-setup';
import { locateEngines } from '../../engines/engines';

let running: RunningWorld | undefined;

/** Starts the world that all test files share; names missing programs. */
export default async function setUp(): Promise<void> {
  // Given on the command line, this replaces the setup of jest's configuration.
  compileTemplates();
  const problem = missingForCluster();
  if (!problem) {
    const start = performance.now();
    running = await startWorld(locateEngines());
    process.env.E2E_WORLD = JSON.stringify(running.world);
    process.stderr.write(
      `Kubernetes and an AWS account are up after ${((performance.now() - start) / 1_000).toFixed(1)} s.\n`,
    );
    await requirePinnedVersions();
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
