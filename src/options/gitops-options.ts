// Written from src/options/table.ts by projenrc/option-files.ts.
import type { Architecture, ClusterCompute, ClusterSource, InfrastructureAsCode, LoadBalancerScheme, PipelineTrigger, Promotion, RepoAuth, ScanGate, Scanner, ServiceType, SyncPolicy, UnscannableImages } from './enums';

/**
 * The answers from which a pair of repositories is generated. Both repositories take the same answers.
 */
export interface GitOpsOptions {
  /**
   * The name of the application, of its repository and of everything that belongs to it.
   */
  readonly appName: string;

  /**
   * The AWS region of the pipeline and of the cluster.
   *
   * @default - from AWS_REGION or the AWS configuration where the command line asks, else us-east-1
   */
  readonly region?: string;

  /**
   * The AWS account that owns everything. Empty: not known yet, the tasks use the account that is signed in.
   *
   * @default - looked up with the current AWS profile where the command line asks, else empty
   */
  readonly accountId?: string;

  /**
   * How many pods run.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Whether Argo CD waits to be asked before it applies what Git says.
   *
   * @default SyncPolicy.MANUAL
   */
  readonly syncPolicy?: SyncPolicy;

  /**
   * Whether Argo CD deletes from the cluster what was deleted from Git.
   *
   * Has an effect only when `syncPolicy` is `automated`.
   *
   * @default false
   */
  readonly autoPrune?: boolean;

  /**
   * Whether Argo CD reverts changes that somebody made in the cluster by hand.
   *
   * Has an effect only when `syncPolicy` is `automated`.
   *
   * @default false
   */
  readonly selfHeal?: boolean;

  /**
   * What starts the pipeline.
   *
   * @default PipelineTrigger.PR_MERGE
   */
  readonly trigger?: PipelineTrigger;

  /**
   * Whether pull requests are built and tested before they are merged.
   *
   * @default true
   */
  readonly prBuilds?: boolean;

  /**
   * Whether the builds of pull requests build the image, too. Docker needs a privileged container, and that code has not been reviewed.
   *
   * Has an effect only when `prBuilds` is `true`.
   *
   * @default false
   */
  readonly prBuildImage?: boolean;

  /**
   * The branch that the pipeline builds, and the one that Argo CD follows.
   *
   * @default "main"
   */
  readonly defaultBranch?: string;

  /**
   * The name of the repository with the Kubernetes manifests.
   *
   * @default - <appName>-k8s-config
   */
  readonly configRepoName?: string;

  /**
   * The environment: the name of the Kustomize overlay and the suffix of the namespace.
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
   * The least severe finding of the image scan that keeps an image from being promoted.
   *
   * @default ScanGate.CRITICAL
   */
  readonly scanGate?: ScanGate;

  /**
   * Who scans the image for the gate.
   *
   * Has an effect only when `scanGate` is `critical` or `high` or `medium`.
   *
   * @default Scanner.ECR
   */
  readonly scanner?: Scanner;

  /**
   * What the gate does with an image that ECR cannot scan, such as one built from `scratch`.
   *
   * Has an effect only when `scanGate` is `critical` or `high` or `medium` and `scanner` is `ecr`.
   *
   * @default UnscannableImages.REFUSE
   */
  readonly unscannableImages?: UnscannableImages;

  /**
   * Whether ECR signs every image that is pushed. The setting belongs to the registry: one stack in an account and region can hold it.
   *
   * @default false
   */
  readonly sign?: boolean;

  /**
   * In which language the AWS resources are described. Both describe the same system.
   *
   * @default InfrastructureAsCode.CLOUDFORMATION
   */
  readonly iac?: InfrastructureAsCode;

  /**
   * The e-mail address that hears of failures of the pipeline. Empty: nobody.
   *
   * @default ""
   */
  readonly notify?: string;

  /**
   * Whether images, artifacts, logs and their key stay when the pipeline is deleted.
   *
   * @default false
   */
  readonly retainData?: boolean;

  /**
   * Whether the pair brings a new EKS cluster or uses one that exists.
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
   * The Kubernetes version of a new cluster. All are in standard EKS support.
   *
   * Has an effect only when `cluster` is `create`.
   *
   * @default "1.36"
   */
  readonly kubernetesVersion?: string;

  /**
   * Who looks after the nodes of a new cluster. For an existing one: what it runs on, which decides how its load balancers are made.
   *
   * @default ClusterCompute.AUTO_MODE
   */
  readonly compute?: ClusterCompute;

  /**
   * The IPv4 ranges that may reach the API endpoint of a new cluster. None: it is reached from inside its VPC alone. `0.0.0.0/0` opens it to everybody, and only if you say so.
   *
   * Has an effect only when `cluster` is `create`.
   *
   * @default []
   */
  readonly publicAccessCidrs?: string[];

  /**
   * How Argo CD reads the config repo from CodeCommit.
   *
   * @default RepoAuth.HTTPS
   */
  readonly repoAuth?: RepoAuth;

  /**
   * How the application is reached.
   *
   * @default ServiceType.LOADBALANCER
   */
  readonly serviceType?: ServiceType;

  /**
   * From where the load balancer is reached.
   *
   * Has an effect only when `serviceType` is `LoadBalancer`.
   *
   * @default LoadBalancerScheme.INTERNET_FACING
   */
  readonly loadBalancerScheme?: LoadBalancerScheme;

  /**
   * The processor architecture of the image, of the build and of the nodes.
   *
   * @default Architecture.AMD64
   */
  readonly architecture?: Architecture;

  /**
   * The TCP port on which the service listens. The pod is not root, so it is above 1023.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * The folder of the generated repository.
   *
   * @default - the current folder
   */
  readonly outdir?: string;
}