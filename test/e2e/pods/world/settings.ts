import { join } from 'node:path';
import type { Answers } from '../../../../src/options/option';
import type { ControlPlaneSettings } from '../../cluster/world/control-plane';
import { nodeTokens, NODES } from '../node';

/** Where the pairs of these tests are: the region with images. */
export const REGION = 'us-east-1';
/** The architecture of this machine, which real nodes have. */
export const ARCHITECTURE = process.arch === 'arm64' ? 'arm64' : 'amd64';
/** Answers of every pair of these tests. */
export const ANSWERS = { region: REGION, architecture: ARCHITECTURE, repoAuth: 'https' } satisfies Answers;

/** The pods of Argo CD are on simulated nodes, which the pods of a pair do not fit on. */
export const CONTROL_PLANE: ControlPlaneSettings = {
  tokens: nodeTokens(),
  addresses: NODES.map(({ address }) => address),
  simulated: ARCHITECTURE === 'arm64' ? 'amd64' : 'arm64',
};

/** The reports of this layer. */
export const REPORTS = join(__dirname, '..', '..', '..', '..', 'test-reports', 'e2e', 'pods');
/** The folder of program logs for each part of a run. An inner world has its own. */
export const LOGS = join(REPORTS, 'logs', process.env.E2E_WORLD ? 'second' : (process.env.E2E_PART ?? 'world'));
