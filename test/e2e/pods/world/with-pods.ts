import { delimiter } from 'node:path';
import { runWell } from '../../../support/run';
import { api, world } from '../../cluster/world/with-world';
import { stepsOf } from '../../support/steps';

export { api, world };

/** `describe` if this machine runs pods. Otherwise the tests are skipped; the global setup printed the reason. */
export const describeWithPods: jest.Describe = process.env.E2E_RUNS_PODS ? describe : xdescribe as jest.Describe;

export const step = stepsOf('pods');

/** Runs kubectl as the administrator of the cluster. */
export function kubectl(...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    KUBECONFIG: `${world.state}/administrator.kubeconfig`,
    PATH: [world.engines.path, process.env.PATH].join(delimiter),
  };
  return runWell('kubectl', args, '/', env);
}
