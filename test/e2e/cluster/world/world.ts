import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { startArgoCd } from './argocd';
import { startControlPlane } from './control-plane';
import type { ApiAccess } from './kubernetes-api';
import { serveReleases } from './releases';
import { ARGOCD } from '../../../../src/versions';
import { answerEksctl, EKSCTL_HOSTS, standInForLoadBalancers, startWorld as startAccount } from '../../../aws-stand-in';
import type { Engines } from '../../engines/engines';

/** Regions in which there are Git servers: one of which the generator knows the fingerprint, and one that it must be told. */
export const REGIONS = ['us-east-1', 'eu-south-1'] as const;

/** Everything that runs, as the tests need to know it. Plain data: it goes through the environment. */
export interface World {
  /** In memory, gone at the end. */
  readonly state: string;
  readonly engines: Engines;
  readonly access: ApiAccess;
  /** The environment of somebody who has the tools and is signed in to AWS. */
  readonly user: Readonly<Record<string, string>>;
  /** The fingerprint of each region's Git server. */
  readonly fingerprints: Readonly<Record<string, string>>;
}

/** A world that runs in this process. */
export interface RunningWorld {
  readonly world: World;
  readonly stop: () => Promise<void>;
}

/** Where every program's log is kept, of each part of a run. A world inside of another one keeps its own. */
export const LOGS = join(__dirname, '..', '..', '..', '..', 'test-reports', 'e2e', 'cluster', 'logs', process.env.E2E_WORLD ? 'second' : process.env.E2E_PART ?? 'world');

/** Starts Kubernetes and an AWS account; Argo CD as soon as somebody installs it. */
export async function startWorld(engines: Engines): Promise<RunningWorld> {
  const state = '/run/e2e-cluster';
  rmSync(LOGS, { recursive: true, force: true });
  [LOGS, state].forEach((path) => mkdirSync(path, { recursive: true }));
  symlinkSync(LOGS, join(state, 'logs'));

  const eksctl = { hosts: EKSCTL_HOSTS, handlers: [answerEksctl] };
  const { authority, user, regions, stop } = await startAccount({ folder: state, regions: REGIONS, tellsEvents: true, ...eksctl });
  const [plane] = await Promise.all([startControlPlane(engines, state, authority), serveReleases(engines, authority, ARGOCD.version)]);
  standInForLoadBalancers(plane.api);
  // As a kubelet starts what the manifest asks for. The StatefulSet is what the manifest makes last of all that Argo CD needs.
  let started = false;
  plane.api.watch('/apis/apps/v1/namespaces/argocd/statefulsets', ({ type, object }) => {
    if (type === 'ADDED' && object.metadata.name === 'argocd-application-controller' && !started) {
      started = true;
      startArgoCd(engines, plane, state, authority.environment).catch((error) => {
        process.stderr.write(`${error}\n`);
      });
    }
  });
  const world: World = {
    state,
    engines,
    access: plane.access,
    user: { ...user, PATH: `${engines.path}:${user.PATH}` },
    fingerprints: Object.fromEntries(regions.map(({ region, git }) => [region, git.fingerprint])),
  };
  return { world, stop };
}
