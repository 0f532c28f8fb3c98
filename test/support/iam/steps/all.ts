import { eventSteps } from './events';
import { engineSteps, keySteps } from './key';
import { pipelineSteps } from './pipeline';
import { promoteSteps, pullRequestSteps, scanGateSteps } from './programs';
import { buildSteps, projectSteps } from './projects';
import type { Step, World } from './step';
import { trustSteps } from './trust';
import { upgradeSteps } from './upgrades';

const GROUPS = [
  trustSteps, pipelineSteps, projectSteps, buildSteps, scanGateSteps, promoteSteps, pullRequestSteps, eventSteps,
  keySteps, engineSteps, upgradeSteps,
];

/** All steps and refusals of the system. */
export function stepsOf(world: World): Step[] {
  return GROUPS.flatMap((group) => group(world));
}
