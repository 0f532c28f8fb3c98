/**
 * How Argo CD applies what Git says. The words are Argo CD's own.
 */
export enum SyncPolicy {
  /** Argo CD shows the difference and waits for somebody to sync. */
  MANUAL = 'manual',
  /** Argo CD syncs as soon as it sees a difference. */
  AUTOMATED = 'automated',
}

/**
 * What starts the pipeline.
 */
export enum PipelineTrigger {
  /** A pull request that was merged into the default branch. */
  PR_MERGE = 'pr-merge',
  /** Every commit that reaches the default branch. */
  COMMIT = 'commit',
}

/**
 * Where the application runs.
 */
export enum ClusterSource {
  /** A new EKS cluster: an eksctl configuration is rendered. */
  CREATE = 'create',
  /** An EKS cluster that is already there. */
  EXISTING = 'existing',
}

/**
 * Who looks after the nodes of a new cluster.
 */
export enum ClusterCompute {
  /** EKS Auto Mode: AWS picks, patches and replaces the nodes. */
  AUTO_MODE = 'auto-mode',
  /** A managed node group: you choose the instance types and the sizes. */
  MANAGED_NODES = 'managed-nodes',
}

/**
 * How Argo CD reads the config repo from CodeCommit.
 */
export enum RepoAuth {
  /** An RSA key pair of a read-only IAM user. */
  SSH = 'ssh',
  /** A user name and password that IAM makes for CodeCommit alone. */
  HTTPS = 'https',
}

/**
 * How the application is reached. The words are Kubernetes' own.
 */
export enum ServiceType {
  /** A Network Load Balancer in front of the pods. */
  LOADBALANCER = 'LoadBalancer',
  /** Reachable inside the cluster alone. */
  CLUSTERIP = 'ClusterIP',
}

/**
 * From where the load balancer is reached. The words are AWS' own.
 */
export enum LoadBalancerScheme {
  /** From the internet. */
  INTERNET_FACING = 'internet-facing',
  /** From inside the VPC alone. */
  INTERNAL = 'internal',
}

/**
 * The processor architecture of the image, of the build and of the nodes.
 */
export enum Architecture {
  /** Intel and AMD. */
  AMD64 = 'amd64',
  /** AWS Graviton. */
  ARM64 = 'arm64',
}
