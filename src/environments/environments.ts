import { Layout, Promotion, ServiceType } from '../options/enums';
import type { ResolvedEnvironment } from '../options/gitops-environment';
import type { OptionValues } from '../options/option';
import type { ResolvedOptions } from '../options/resolved-options';

/**
 * One environment. In the files of a layer `each=environments`, its fields replace the names of the context, so that
 * the templates of one environment serve for several.
 */
export interface Environment extends Omit<ResolvedEnvironment, 'name' | 'clusterName' | 'region'> {
  readonly environment: string;
  readonly applicationName: string;
  readonly namespace: string;
  readonly overlayPath: string;
  /** The branch that the engine follows and that promotions change. In a pair, the default branch. */
  readonly stateBranch: string;
  /** The overlay of the environment before this one; empty for the first. */
  readonly previousOverlay: string;
  /** The state branch of the environment before this one; empty for the first. */
  readonly previousStateBranch: string;
  readonly clusterName: string;
  /** The region of the cluster. The context's `region` is that of the pipeline. */
  readonly clusterRegion: string;
}

/** A stage of the pipeline that promotes to one environment. */
export interface PromoteStage {
  readonly name: string;
  readonly mode: Promotion;
  /** The file with the digest. */
  readonly file: string;
  /** The file of the environment before this one; empty for the first. */
  readonly previous: string;
  /** The branch with the file. */
  readonly branch: string;
  /** The branch with the file of the environment before this one; empty for the first. */
  readonly previousBranch: string;
}

/** The environments in the order of promotion: those of `environments`, or the one of `environment`. */
export function environmentsOf(options: ResolvedOptions): readonly Environment[] {
  const { appName, environment, environments } = options;
  const { replicas, syncPolicy, autoPrune, selfHeal, promotion, serviceType } = options;
  const list: readonly ResolvedEnvironment[] = environments.length > 0
    ? environments
    : [{ name: environment, replicas, syncPolicy, autoPrune, selfHeal, promotion, serviceType }];
  return list.map(({ name, clusterName, region, ...answers }, index) => Object.freeze({
    ...answers,
    clusterName: clusterName ?? options.clusterName,
    clusterRegion: region ?? options.region,
    environment: name,
    applicationName: `${appName}-${name}`,
    namespace: `${appName}-${name}`,
    overlayPath: overlayOf(name),
    stateBranch: stateBranchOf(name, options),
    previousOverlay: index === 0 ? '' : overlayOf(list[index - 1].name),
    previousStateBranch: index === 0 ? '' : stateBranchOf(list[index - 1].name, options),
  }));
}

function stateBranchOf(name: string, { layout, defaultBranch }: ResolvedOptions): string {
  return layout === Layout.SINGLE ? `deploy/${name}` : defaultBranch;
}

/** The environments in one cluster. */
export function environmentsInCluster(options: ResolvedOptions, cluster: string): readonly Environment[] {
  return environmentsOf(options).filter(({ clusterName }) => clusterName === cluster);
}

function overlayOf(name: string): string {
  return `k8s/overlays/${name}`;
}

/** A condition of layers that is not an option: whether `environments` has any. */
export const SEVERAL = { name: 'several', type: 'boolean' } as const;

/** The options that the conditions of layers read. */
export function layerOptions(options: ResolvedOptions): OptionValues {
  const environments = environmentsOf(options);
  const [{ promotion }] = environments;
  return {
    ...options, promotion, replicas: mostReplicas(environments), [SEVERAL.name]: options.environments.length > 0,
  };
}

/** The number of pods of the largest environment. */
export function mostReplicas(environments: readonly Environment[]): number {
  return Math.max(...environments.map(({ replicas }) => replicas));
}

/** The Service of the base. An environment can restrict it to the cluster. */
export function baseServiceType(environments: readonly Environment[]): ServiceType {
  const [{ serviceType }] = environments;
  const hasBalancer = environments.some((one) => one.serviceType === ServiceType.LOADBALANCER);
  return hasBalancer ? ServiceType.LOADBALANCER : serviceType;
}

/** The stages that promote, in the order of the environments. */
export function promoteStagesOf(
  { environments: several }: ResolvedOptions, environments: readonly Environment[],
): readonly PromoteStage[] {
  return environments
    .filter(({ promotion }) => promotion !== Promotion.MANUAL)
    .map(({ environment, promotion, overlayPath, previousOverlay, stateBranch, previousStateBranch }) => Object.freeze({
      name: several.length > 0 ? `Promote-${environment}` : 'Promote',
      mode: promotion,
      file: fileIn(overlayPath),
      previous: previousOverlay && fileIn(previousOverlay),
      branch: stateBranch,
      previousBranch: previousStateBranch,
    }));
}

function fileIn(overlay: string): string {
  return `${overlay}/kustomization.yaml`;
}
