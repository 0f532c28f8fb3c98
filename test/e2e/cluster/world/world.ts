import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { startArgoCd } from './argocd';
import { type ControlPlaneSettings, startControlPlane } from './control-plane';
import { startFlux } from './flux';
import type { ApiAccess, KubernetesApi } from './kubernetes-api';
import { serveReleases } from './releases';
import { ARGOCD, FLUX } from '../../../../src/versions';
import {
  type World as Account, answerEksctl, EKSCTL_HOSTS, PodIdentity, standInForLoadBalancers,
  startWorld as startAccount,
} from '../../../aws-stand-in';
import type { Engines } from '../../engines/engines';

/** Regions with Git servers: one with a fingerprint that the generator knows, and one without. */
export const REGIONS = ['us-east-1', 'eu-south-1'] as const;

/** The running world for tests, as plain data that fits into an environment variable. */
export interface World {
  /** In memory, gone at the end. */
  readonly state: string;
  readonly engines: Engines;
  readonly access: ApiAccess;
  /** The environment of a user with the tools and AWS credentials. */
  readonly user: Readonly<Record<string, string>>;
  /** The fingerprint of each region's Git server. */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** The variables with which Flux's source-controller finds its credentials. */
  readonly podIdentity: Readonly<Record<string, string>>;
}

/** A world in this process. */
export interface RunningWorld {
  readonly world: World;
  readonly account: Account;
  readonly api: KubernetesApi;
  readonly stop: () => Promise<void>;
}

/** The folder of program logs for each part of a run. An inner world has its own. */
export const LOGS = join(
  __dirname, '..', '..', '..', '..', 'test-reports', 'e2e', 'cluster', 'logs',
  process.env.E2E_WORLD ? 'second' : (process.env.E2E_PART ?? 'world'),
);

/** The add-on eks-pod-identity-agent, as far as tasks look at it. Its pods are KWOK's. */
const POD_IDENTITY_AGENT = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'eks-pod-identity-agent' },
  spec: {
    selector: { matchLabels: { app: 'eks-pod-identity-agent' } },
    template: {
      metadata: { labels: { app: 'eks-pod-identity-agent' } }, spec: { containers: [{ name: 'agent', image: 'agent' }] },
    },
  },
};

/** Starts Kubernetes and an AWS account; an engine once a test installs it. */
export async function startWorld(
  engines: Engines, settings: ControlPlaneSettings = {}, logs = LOGS,
): Promise<RunningWorld> {
  const state = '/run/e2e-cluster';
  rmSync(logs, { recursive: true, force: true });
  [logs, state].forEach((path) => mkdirSync(path, { recursive: true }));
  symlinkSync(logs, join(state, 'logs'));

  const identity: PodIdentity = new PodIdentity(() => account.sessions, () => plane.api);
  // Beside eksctl's: what `up` and `down` ask.
  const others = ['tagging', 'servicequotas'].map((name) => `${name}.${REGIONS[0]}.amazonaws.com`);
  const eks = { hosts: [...EKSCTL_HOSTS, ...others], handlers: [answerEksctl, identity.handler] };
  const account = await startAccount({ folder: state, regions: REGIONS, tellsEvents: true, ...eks });
  const { authority, user, regions, stop } = account;
  const [plane] = await Promise.all([
    startControlPlane(engines, state, authority, settings),
    serveReleases(engines, authority, { argocd: ARGOCD.version, flux: FLUX.version }),
  ]);
  standInForLoadBalancers(plane.api);
  // As a kubelet starts it. Of everything that Argo CD needs, the manifest creates the StatefulSet last.
  let started = false;
  plane.api.watch('/apis/apps/v1/namespaces/argocd/statefulsets', ({ type, object }) => {
    if (type === 'ADDED' && object.metadata.name === 'argocd-application-controller' && !started) {
      started = true;
      startArgoCd(engines, plane, state, authority.environment).catch((error) => {
        process.stderr.write(`${error}\n`);
      });
    }
  });
  const variables = await identity.serve('flux-system', 'source-controller');
  let hasFlux = false;
  plane.api.watch('/apis/apps/v1/namespaces/flux-system/deployments', ({ type }) => {
    if (type === 'ADDED' && !hasFlux) {
      hasFlux = true;
      Promise.all([
        plane.api.create('/apis/apps/v1/namespaces/kube-system/daemonsets', POD_IDENTITY_AGENT),
        startFlux(engines, plane, state, authority.environment, variables),
      ]).catch((error) => {
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
    podIdentity: variables,
  };
  return { world, account, api: plane.api, stop };
}
