import { accepts, CONTROLLER_PORT } from './argocd';
import { FLUX_PORTS } from './flux';
import type { KubernetesApi } from './kubernetes-api';
import type { ClusterPair } from './pair';
import { until } from '../../../support/machine/until';

/** The engine's status of a pair's application, with empty strings for missing fields. */
export interface ApplicationStatus {
  /** `Synced` if the cluster has the newest commit that the engine has read. */
  readonly sync: string;
  readonly health: string;
  readonly conditions: readonly string[];
  /** The message of the last sync. */
  readonly operation: string;
}

/** A GitOps engine, as the suites use it. */
interface EngineOfTests {
  /** Its name in steps. */
  readonly title: string;
  /** Where the pair's application is. */
  readonly path: (pair: ClusterPair) => string;
  readonly install: (api: KubernetesApi, pair: ClusterPair) => Promise<void>;
  /** Lets the engine read the config repo, as the README says. */
  readonly connect: (pair: ClusterPair) => Promise<void>;
  readonly status: (api: KubernetesApi, pair: ClusterPair) => Promise<ApplicationStatus>;
  /** Makes the engine poll Git at once. */
  readonly refresh: (api: KubernetesApi, pair: ClusterPair) => Promise<void>;
}

const ARGOCD: EngineOfTests = {
  title: 'Argo CD',
  path: (pair) => `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${pair.names.applicationName}`,
  install: async (api, pair) => {
    if (!await api.get('/apis/apps/v1/namespaces/argocd/statefulsets/argocd-application-controller')) {
      await pair.task('config', 'argocd:install');
      // The task has waited for the pods, which are KWOK's.
      await until('Argo CD listens', () => accepts(CONTROLLER_PORT).catch(() => false), Boolean);
    }
  },
  connect: async (pair) => {
    if (pair.names.repoAuth === 'ssh') {
      await pair.task('config', 'argocd:connect', '--fingerprint', pair.world.fingerprints[pair.names.region]);
      await pair.commit('config', 'chore: connect Argo CD');
      await pair.task('config', 'repos:push');
    } else {
      await pair.task('config', 'argocd:connect');
    }
  },
  status: async (api, pair) => {
    const status = (await api.get(ARGOCD.path(pair)))?.status ?? {};
    return {
      sync: status.sync?.status ?? '',
      health: status.health?.status ?? '',
      conditions: (status.conditions ?? []).map(({ type, message }: Record<string, string>) => `${type}: ${message}`),
      operation: [
        status.operationState?.message,
        ...(status.operationState?.syncResult?.resources ?? []).map(
          (resource: any) => `${resource.kind} ${resource.name}: ${resource.message}`,
        ),
      ].join('\n'),
    };
  },
  refresh: async (api, pair) => {
    await api.patch(ARGOCD.path(pair), { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } });
  },
};

/** Where Flux's source of the pair is. */
export function sourcePath({ names }: ClusterPair, kinds: 'gitrepositories' | 'ocirepositories' = 'gitrepositories'): string {
  return `/apis/source.toolkit.fluxcd.io/v1/namespaces/${names.namespace}/${kinds}/${names.applicationName}`;
}

const FLUX: EngineOfTests = {
  title: 'Flux',
  path: ({ names }) =>
    `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${names.namespace}/kustomizations/${names.applicationName}`,
  install: async (api, pair) => {
    if (!await api.get('/apis/apps/v1/namespaces/flux-system/deployments/kustomize-controller')) {
      await pair.task('config', 'flux:install');
      // The task has waited for the pods, which are KWOK's.
      await until('Flux listens', () => Promise.all(FLUX_PORTS.map(accepts)).catch(() => false), Boolean);
    }
  },
  connect: async (pair) => {
    const { code, stdout, stderr } = await pair.attempt('config', 'flux:connect');
    // Pairs of one cluster share the role of the controller.
    const [, ...attach] = /^ +aws (iam attach-role-policy .*)$/m.exec(stderr)?.[1].split(' ') ?? [];
    if (attach.length > 0) {
      await pair.well('config', 'aws', 'iam', ...attach);
      await pair.task('config', 'flux:connect');
    } else if (code !== 0) {
      throw new Error(`flux:connect ended with code ${code}\n${stdout}\n${stderr}`);
    }
  },
  status: async (api, pair) => {
    const [ofGit, ofRegistry, application] = await Promise.all(
      [sourcePath(pair), sourcePath(pair, 'ocirepositories'), FLUX.path(pair)].map((path) => api.get(path)),
    );
    const source = ofGit ?? ofRegistry;
    const [ofSource, ready] = [source, application].map((object) =>
      (object?.status?.conditions ?? []).find(({ type }: Record<string, string>) => type === 'Ready') ?? {});
    const revision = source?.status?.artifact?.revision;
    return {
      sync: revision && application?.status?.lastAppliedRevision === revision ? 'Synced' : 'OutOfSync',
      health: ready.status === 'True' ? 'Healthy' : ready.reason ?? '',
      conditions: [ofSource, ready]
        .filter(({ status }) => status === 'False')
        .map(({ reason, message }) => `${reason}: ${message}`),
      operation: ready.message ?? '',
    };
  },
  refresh: async (api, pair) => {
    const annotations = { 'reconcile.fluxcd.io/requestedAt': String(Date.now()) };
    await api.patch(sourcePath(pair), { metadata: { annotations } });
  },
};

/** The engine of a pair. */
export function engineOf({ names }: Pick<ClusterPair, 'names'>): EngineOfTests {
  return names.engine === 'flux' ? FLUX : ARGOCD;
}

/**
 * Answers of each engine that the suites run with, one pair after the other: each pair has a cluster name of its own,
 * so that Flux's controller gets the role of the newest one.
 */
export const ENGINES = [
  { engine: 'argocd', repoAuth: 'https' },
  { engine: 'flux', repoAuth: 'iam' },
] as const;

/** The engine's part of a pair's name. The first engine has none, so that names stay as they were. */
export function named(name: string, engine: string): string {
  return engine === 'argocd' ? name : `${name}-${engine}`;
}
