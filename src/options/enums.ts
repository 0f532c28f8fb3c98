/**
 * The GitOps engine: the program that applies the manifests in Git to the cluster.
 */
export enum GitOpsEngine {
  /** Argo CD, which a task installs into the cluster. */
  ARGOCD = 'argocd',
  /** Argo CD as an EKS capability: AWS runs it outside the cluster. */
  ARGOCD_MANAGED = 'argocd-managed',
  /** Flux, which a task installs into the cluster. */
  FLUX = 'flux',
}

/**
 * In how many repositories the service, its pipeline and its manifests are.
 */
export enum Layout {
  /** An app repo and a config repo. */
  PAIR = 'pair',
  /** One repository, in which the GitOps engine follows the branch `deploy/<environment>`. */
  SINGLE = 'single',
}

/**
 * How the GitOps engine applies changes. The values are Argo CD's terms.
 */
export enum SyncPolicy {
  /** The engine shows each change and waits for you to sync. */
  MANUAL = 'manual',
  /** The engine applies each change at its next poll of Git. */
  AUTOMATED = 'automated',
}

/**
 * The event that starts the pipeline.
 */
export enum PipelineTrigger {
  /** Each pull request that is merged into the default branch. */
  PR_MERGE = 'pr-merge',
  /** Each commit on the default branch, also without a pull request. */
  COMMIT = 'commit',
}

/**
 * How the digest of a new image reaches the config repo.
 */
export enum Promotion {
  /** The pipeline commits it to the default branch. */
  COMMIT = 'commit',
  /** The pipeline opens a pull request for you to approve. */
  PULL_REQUEST = 'pull-request',
  /** The pipeline prints a command for you to run. */
  MANUAL = 'manual',
}

/**
 * The lowest severity of a vulnerability that blocks the promotion of an image.
 */
export enum ScanGate {
  /** Block on critical vulnerabilities only. */
  CRITICAL = 'critical',
  /** Block on high and critical vulnerabilities. */
  HIGH = 'high',
  /** Block on medium, high and critical vulnerabilities. */
  MEDIUM = 'medium',
  /** Never block: ECR shows the scan results. */
  NONE = 'none',
}

/**
 * The service that scans an image for vulnerabilities before its promotion.
 */
export enum Scanner {
  /** Amazon ECR scans on each push. */
  ECR = 'ecr',
  /** Amazon Inspector scans in an action of CodePipeline. */
  INSPECTOR = 'inspector',
}

/**
 * Whether the pipeline promotes an image that ECR cannot scan.
 */
export enum UnscannableImages {
  /** Block the image. */
  REFUSE = 'refuse',
  /** Promote the image without a scan. */
  ACCEPT = 'accept',
}

/**
 * The tool that defines the AWS resources.
 */
export enum InfrastructureAsCode {
  /** CloudFormation templates: only the AWS CLI is required. */
  CLOUDFORMATION = 'cloudformation',
  /** An AWS CDK app in TypeScript. */
  CDK = 'cdk',
  /** A root module for Terraform 1.11 or OpenTofu 1.10, or later. It cannot define `sign`. */
  TERRAFORM = 'terraform',
}

/** Where Terraform keeps its state. */
export enum TerraformState {
  /** In a versioned S3 bucket with a lock file, so that several people can deploy. */
  S3 = 's3',
  /** In a file on this machine, which no other machine knows. */
  LOCAL = 'local',
}

/**
 * How often a schedule proposes upgrades of the generator.
 */
export enum UpgradeSchedule {
  /** Never: you run `npx projen upgrade`. */
  NONE = 'none',
  /** Each Monday, as a pull request in each repository. */
  WEEKLY = 'weekly',
}

/**
 * Whether the config repo creates an EKS cluster or deploys to an existing one.
 */
export enum ClusterSource {
  /** A new EKS cluster, which eksctl creates. */
  CREATE = 'create',
  /** An existing EKS cluster. */
  EXISTING = 'existing',
}

/**
 * The compute type of the cluster.
 */
export enum ClusterCompute {
  /** EKS Auto Mode: AWS selects, patches and replaces the nodes. */
  AUTO_MODE = 'auto-mode',
  /** A managed node group: you set instance type and size. */
  MANAGED_NODES = 'managed-nodes',
}

/**
 * How the GitOps engine reads the config repo from CodeCommit.
 */
export enum RepoAuth {
  /** HTTPS Git credentials for CodeCommit: a user name and password that IAM generates. */
  HTTPS = 'https',
  /** An RSA key pair of a read-only IAM user. */
  SSH = 'ssh',
  /** The engine's IAM role: there is no user, key or password. */
  IAM = 'iam',
}

/**
 * The kind of the IAM Identity Center principal that administers Argo CD.
 */
export enum IdentityCenterPrincipal {
  /** A group of users. */
  GROUP = 'group',
  /** One user. */
  USER = 'user',
}

/**
 * How clients reach the application. The values are Kubernetes' Service types.
 */
export enum ServiceType {
  /** Through a Network Load Balancer. */
  LOADBALANCER = 'LoadBalancer',
  /** Only from inside the cluster. */
  CLUSTERIP = 'ClusterIP',
}

/**
 * Which networks can reach the load balancer. The values are Elastic Load Balancing's schemes.
 */
export enum LoadBalancerScheme {
  /** Public: any client on the internet. */
  INTERNET_FACING = 'internet-facing',
  /** Private: only the VPC and networks connected to it. */
  INTERNAL = 'internal',
}

/**
 * The processor architecture of the build, the image and the nodes.
 */
export enum Architecture {
  /** Intel and AMD processors. */
  AMD64 = 'amd64',
  /** AWS Graviton processors. */
  ARM64 = 'arm64',
}

/**
 * The package manager that installs the packages of the two repositories.
 */
export enum PackageManager {
  /** npm, which comes with Node.js. */
  NPM = 'npm',
  /** pnpm. */
  PNPM = 'pnpm',
  /** Yarn 4, with Plug'n'Play or with node_modules. */
  YARN = 'yarn',
  /** Yarn 1. */
  YARN_CLASSIC = 'yarn-classic',
  /** Bun as a package manager. The service runs on Node.js. */
  BUN = 'bun',
}
