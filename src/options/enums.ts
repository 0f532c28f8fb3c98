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
 * How the digest of a new image reaches the config repo.
 */
export enum Promotion {
  /** The pipeline commits it to the default branch. */
  COMMIT = 'commit',
  /** The pipeline opens a pull request: somebody else approves what runs. */
  PULL_REQUEST = 'pull-request',
  /** The pipeline prints the command that somebody runs. */
  MANUAL = 'manual',
}

/**
 * The least severe finding that keeps an image from being promoted.
 */
export enum ScanGate {
  /** Critical findings alone. */
  CRITICAL = 'critical',
  /** High and critical findings. */
  HIGH = 'high',
  /** Medium, high and critical findings. */
  MEDIUM = 'medium',
  /** No gate: findings are for people to read. */
  NONE = 'none',
}

/**
 * Who looks for vulnerabilities in an image before it is promoted.
 */
export enum Scanner {
  /** The scan that ECR makes of every push. */
  ECR = 'ecr',
  /** The scan action that CodePipeline has of Amazon Inspector. */
  INSPECTOR = 'inspector',
}

/**
 * What becomes of an image that the scanner cannot read.
 */
export enum UnscannableImages {
  /** It is not promoted. */
  REFUSE = 'refuse',
  /** It is promoted without having been scanned. */
  ACCEPT = 'accept',
}

/**
 * In which language the AWS resources are described.
 */
export enum InfrastructureAsCode {
  /** CloudFormation templates, which need the AWS command line alone. */
  CLOUDFORMATION = 'cloudformation',
  /** An AWS CDK app in TypeScript. */
  CDK = 'cdk',
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
  /** A user name and password that IAM makes for CodeCommit alone. */
  HTTPS = 'https',
  /** An RSA key pair of a read-only IAM user. */
  SSH = 'ssh',
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
