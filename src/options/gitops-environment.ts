import type { Promotion, ServiceType, SyncPolicy } from './enums';

/**
 * One of several environments. Fields that are not set depend on its place: images reach the first environment at
 * once, and the last one after an approval.
 */
export interface GitOpsEnvironment {
  /**
   * The name of the environment. It is the name of the Kustomize overlay and the suffix of the namespace.
   */
  readonly name: string;

  /**
   * The number of pods of the application.
   *
   * @default - the pair's `replicas` in the last environment, 1 in the others
   */
  readonly replicas?: number;

  /**
   * Whether Argo CD applies changes automatically or waits until you start a sync.
   *
   * @default - the pair's `syncPolicy` in the last environment, automated in the others
   */
  readonly syncPolicy?: SyncPolicy;

  /**
   * Whether Argo CD deletes resources from the cluster when their manifests are deleted from Git.
   *
   * @default - the pair's `autoPrune`
   */
  readonly autoPrune?: boolean;

  /**
   * Whether Argo CD reverts manual changes in the cluster.
   *
   * @default - the pair's `selfHeal`
   */
  readonly selfHeal?: boolean;

  /**
   * How the digest of an image reaches the environment.
   *
   * @default - the pair's `promotion` in the last environment, but pull-request instead of commit; commit in the others
   */
  readonly promotion?: Promotion;

  /**
   * How clients reach the application.
   *
   * @default - the pair's `serviceType`
   */
  readonly serviceType?: ServiceType;

  /**
   * The name of the EKS cluster of the environment. Environments with the same name share it.
   *
   * @default - the pair's `clusterName`
   */
  readonly clusterName?: string;

  /**
   * The AWS region of that cluster. The pipeline, the images and the repositories stay in the pair's region.
   *
   * @default - the pair's `region`
   */
  readonly region?: string;
}

type ClusterField = 'clusterName' | 'region';

/** An environment with a value for every field, except for a cluster that is the pair's. */
export type ResolvedEnvironment =
  Required<Omit<GitOpsEnvironment, ClusterField>> & Pick<GitOpsEnvironment, ClusterField>;
