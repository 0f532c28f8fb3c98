import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS } from './settings';
import { startPodsWorld } from './world';
import compileTemplates from '../../../support/global-setup';
import { missingForCluster } from '../../cluster/world/missing';
import { requirePinnedVersions } from '../../cluster/world/pinned-versions';
import type { RunningWorld } from '../../cluster/world/world';
import { locateEngines } from '../../engines/engines';
import { machineProblem, missingPrograms } from '../node';

/** The part of a run whose file starts clusters of its own. */
const WITHOUT_WORLD = 'ends';

let running: RunningWorld | undefined;

/** Starts the world that test files share; names missing programs, and what the machine does not allow. */
export default async function setUp(): Promise<void> {
  // Given on the command line, this replaces the setup of jest's configuration.
  compileTemplates();
  const missing = [missingForCluster(), missingPrograms()].filter(Boolean).join('\n');
  if (missing && process.env.REQUIRE_PROGRAMS) {
    throw new Error(missing);
  }
  // No installation helps against this, so that nothing can require it.
  const lacks = missing ? undefined : await machineProblem();
  if (lacks) {
    mkdirSync(REPORTS, { recursive: true });
    writeFileSync(join(REPORTS, 'machine-lacks.txt'), `${lacks}\n`);
  }
  if (missing || lacks) {
    process.stderr.write(`${missing || `This machine runs no pods. It lacks ${lacks}`}\nSo everything that runs pods is skipped.\n`);
    return;
  }
  process.env.E2E_RUNS_PODS = 'true';
  if (process.env.E2E_PART === WITHOUT_WORLD) {
    return;
  }
  const start = performance.now();
  running = await startPodsWorld(locateEngines());
  process.env.E2E_WORLD = JSON.stringify(running.world);
  process.stderr.write(
    `Kubernetes with two nodes and an AWS account are up after ${((performance.now() - start) / 1_000).toFixed(1)} s.\n`,
  );
  await requirePinnedVersions();
}

/** Ends it. */
export async function stopWorld(): Promise<void> {
  await running?.stop();
}
