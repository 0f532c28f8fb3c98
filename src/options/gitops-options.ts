// Generated from src/options/table.ts by projenrc/option-files.ts.
import type { Architecture, ClusterCompute, ClusterSource, GitOpsEngine, IdentityCenterPrincipal, InfrastructureAsCode, Layout, LoadBalancerScheme, PackageManager, PipelineTrigger, Promotion, RepoAuth, ScanGate, Scanner, ServiceType, SyncPolicy, TerraformState, UnscannableImages, UpgradeSchedule } from './enums';
import type { GitOpsEnvironment } from './gitops-environment';

/**
 * The answers for a pair of repositories. Both repositories require the same answers.
 */
export interface GitOpsOptions {
  /**
   * The name of the application. The app repo and all AWS and Kubernetes resources take their names from it.
   */
  readonly appName: string;

  /**
   * The AWS region of the pipeline and of the cluster.
   *
   * @default - the region of AWS_REGION or of the AWS profile, else us-east-1
   */
  readonly region?: string;

  /**
   * The ID of the AWS account of the pipeline and of the cluster. Empty: each task uses the account of its AWS
   * credentials.
   *
   * @default - the account of the AWS credentials, else empty
   */
  readonly accountId?: string;

  /**
   * Whether an app repo and a config repo are rendered, or one repository. In one repository, the promotion writes to
   * the branch `deploy/<environment>`, which the GitOps engine follows.
   *
   * @default Layout.PAIR
   */
  readonly layout?: Layout;

  /**
   * The number of pods of the application.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Whether the GitOps engine applies changes automatically or waits until you start a sync.
   *
   * @default SyncPolicy.MANUAL
   */
  readonly syncPolicy?: SyncPolicy;

  /**
   * Whether the GitOps engine deletes resources from the cluster when their manifests are deleted from Git.
   *
   * Has an effect only when `syncPolicy` is `automated`.
   *
   * @default false
   */
  readonly autoPrune?: boolean;

  /**
   * Whether the GitOps engine reverts manual changes in the cluster. Flux always does: with `false`, only once a day.
   *
   * Has an effect only when `syncPolicy` is `automated`.
   *
   * @default false
   */
  readonly selfHeal?: boolean;

  /**
   * The package manager of both repositories. Lock files, builds, the image and all commands use it.
   *
   * @default - the package manager that runs the command (npm_config_user_agent), else npm
   */
  readonly packageManager?: PackageManager;

  /**
   * The event that starts the pipeline.
   *
   * @default PipelineTrigger.PR_MERGE
   */
  readonly trigger?: PipelineTrigger;

  /**
   * Whether CodeBuild tests pull requests before the merge.
   *
   * @default true
   */
  readonly prBuilds?: boolean;

  /**
   * Whether CodeBuild also builds the image of a pull request. Docker requires privileged mode, in which unreviewed
   * code then runs.
   *
   * Has an effect only when `prBuilds` is `true`.
   *
   * @default false
   */
  readonly prBuildImage?: boolean;

  /**
   * The branch that the pipeline builds and that the GitOps engine follows.
   *
   * @default "main"
   */
  readonly defaultBranch?: string;

  /**
   * The name of the repository with the Kubernetes manifests.
   *
   * Has an effect only when `layout` is `pair`.
   *
   * @default - <appName>-k8s-config
   */
  readonly configRepoName?: string;

  /**
   * The name of the environment. It is the name of the Kustomize overlay and the suffix of the namespace.
   *
   * @default "production"
   */
  readonly environment?: string;

  /**
   * How the digest of a new image reaches the config repo.
   *
   * @default Promotion.COMMIT
   */
  readonly promotion?: Promotion;

  /**
   * The lowest severity of a vulnerability that blocks the promotion of an image.
   *
   * @default ScanGate.CRITICAL
   */
  readonly scanGate?: ScanGate;

  /**
   * The service that scans the image for vulnerabilities.
   *
   * Has an effect only when `scanGate` is `critical` or `high` or `medium`.
   *
   * @default Scanner.ECR
   */
  readonly scanner?: Scanner;

  /**
   * Whether the pipeline promotes an image that ECR cannot scan, such as one built from `scratch`.
   *
   * Has an effect only when `scanGate` is `critical` or `high` or `medium` and `scanner` is `ecr`.
   *
   * @default UnscannableImages.REFUSE
   */
  readonly unscannableImages?: UnscannableImages;

  /**
   * Whether ECR signs each pushed image. This is a registry setting: only one stack per account and region can own it.
   *
   * @default false
   */
  readonly sign?: boolean;

  /**
   * The tool that defines the AWS resources. All of them define the same resources.
   *
   * @default InfrastructureAsCode.CLOUDFORMATION
   */
  readonly iac?: InfrastructureAsCode;

  /**
   * Where Terraform keeps its state.
   *
   * Has an effect only when `iac` is `terraform`.
   *
   * @default TerraformState.S3
   */
  readonly state?: TerraformState;

  /**
   * The e-mail address that Amazon SNS notifies of failures of the pipeline and of scheduled upgrades. Empty: no
   * notifications.
   *
   * @default ""
   */
  readonly notify?: string;

  /**
   * Whether a schedule upgrades both repositories by pull requests. It runs the install scripts of npm packages,
   * without permission to change a repository.
   *
   * @default UpgradeSchedule.NONE
   */
  readonly upgrades?: UpgradeSchedule;

  /**
   * Whether images, artifacts, logs and their KMS key remain after you delete the pipeline.
   *
   * @default false
   */
  readonly retainData?: boolean;

  /**
   * Whether the config repo creates an EKS cluster or deploys to an existing one.
   *
   * @default ClusterSource.CREATE
   */
  readonly cluster?: ClusterSource;

  /**
   * The name of the EKS cluster.
   *
   * @default - <appName>
   */
  readonly clusterName?: string;

  /**
   * The Kubernetes version of a new cluster. All versions are in standard EKS support.
   *
   * Has an effect only when `cluster` is `create`.
   *
   * @default "1.36"
   */
  readonly kubernetesVersion?: string;

  /**
   * The compute type of the cluster. Set it for an existing cluster, too: it decides which controller creates the load
   * balancer.
   *
   * @default ClusterCompute.AUTO_MODE
   */
  readonly compute?: ClusterCompute;

  /**
   * The IPv4 CIDR blocks that can reach the API endpoint of a new cluster. Empty: only its VPC can. `0.0.0.0/0` opens
   * it to the internet.
   *
   * Has an effect only when `cluster` is `create`.
   *
   * @default []
   */
  readonly publicAccessCidrs?: string[];

  /**
   * The GitOps engine: the program that applies the manifests in Git to the cluster.
   *
   * @default GitOpsEngine.ARGOCD
   */
  readonly engine?: GitOpsEngine;

  /**
   * The AWS region of the IAM Identity Center instance with whose users people sign in to Argo CD.
   *
   * Has an effect only when `engine` is `argocd-managed`.
   *
   * @default - <region>
   */
  readonly identityCenterRegion?: string;

  /**
   * The ARN of the IAM Identity Center instance. `aws sso-admin list-instances` prints it.
   *
   * Has an effect only when `engine` is `argocd-managed`.
   *
   * @default - none: required when engine is argocd-managed
   */
  readonly identityCenterArn?: string;

  /**
   * Whether `argocdAdmin` is a group or a user of IAM Identity Center.
   *
   * Has an effect only when `engine` is `argocd-managed`.
   *
   * @default IdentityCenterPrincipal.GROUP
   */
  readonly argocdAdminType?: IdentityCenterPrincipal;

  /**
   * The ID of the IAM Identity Center group or user that administers Argo CD. `aws identitystore list-groups` or
   * `list-users` prints it.
   *
   * Has an effect only when `engine` is `argocd-managed`.
   *
   * @default - none: required when engine is argocd-managed
   */
  readonly argocdAdmin?: string;

  /**
   * The seconds between two polls of Git by the GitOps engine. Argo CD adds a random delay of up to a quarter.
   * CodeCommit sends no events to the engine.
   *
   * Has an effect only when `engine` is `argocd` or `flux`.
   *
   * @default 60
   */
  readonly pollSeconds?: number;

  /**
   * How the GitOps engine reads the config repo from CodeCommit.
   *
   * Has an effect only when `engine` is `argocd`.
   *
   * @default - https; with another engine than argocd, iam, the only value
   */
  readonly repoAuth?: RepoAuth;

  /**
   * How clients reach the application.
   *
   * @default ServiceType.LOADBALANCER
   */
  readonly serviceType?: ServiceType;

  /**
   * Which networks can reach the load balancer.
   *
   * Has an effect only when `serviceType` is `LoadBalancer`.
   *
   * @default LoadBalancerScheme.INTERNET_FACING
   */
  readonly loadBalancerScheme?: LoadBalancerScheme;

  /**
   * The processor architecture of the build, the image and the nodes.
   *
   * @default Architecture.AMD64
   */
  readonly architecture?: Architecture;

  /**
   * The TCP port that the application listens on: above 1023, because the container does not run as root.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * The environments in the order of promotion, instead of the one in `environment`. In `.projenrc.json`, each has the
   * fields `name`, `replicas`, `syncPolicy`, `autoPrune`, `selfHeal`, `promotion`, `serviceType`, and `clusterName` and
   * `region` for a cluster of its own. An environment takes only images that the one before it has.
   *
   * @default - none: environment is the only one
   */
  readonly environments?: GitOpsEnvironment[];

  /**
   * The folder of the generated repository.
   *
   * @default - the current folder
   */
  readonly outdir?: string;

  /**
   * Managed files that belong to you in this repository. Changes of their templates are merged into them.
   *
   * @default - none
   */
  readonly own?: string[];
}