import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { untilNodesReady } from './nodes';
import { CONTROL_PLANE, LOGS } from './settings';
import { CertificateAuthority } from '../../../support/machine/certificates';
import { type ControlPlane, startControlPlane } from '../../cluster/world/control-plane';
import type { Engines } from '../../engines/engines';
import { startNodes } from '../node';

/** Kubernetes with real nodes and nothing else. */
export interface BareCluster extends ControlPlane {
  /** In memory, gone at the end. */
  readonly state: string;
}

/** Starts a cluster without an account, whose nodes know no other image than their own. */
export async function startBareCluster(engines: Engines): Promise<BareCluster> {
  const state = '/run/e2e-pods';
  rmSync(LOGS, { recursive: true, force: true });
  [LOGS, join(state, 'logs')].forEach((path) => mkdirSync(path, { recursive: true }));
  const authority = new CertificateAuthority(join(state, 'certificates'));
  const plane = await startControlPlane(engines, state, authority, CONTROL_PLANE);
  await startNodes({
    engines,
    folder: join(state, 'nodes'),
    logs: LOGS,
    cgroup: process.env.E2E_CGROUP!,
    authority: authority.file,
    hosts: [],
    credentials: {},
  });
  await untilNodesReady(plane.api);
  return { ...plane, state };
}
