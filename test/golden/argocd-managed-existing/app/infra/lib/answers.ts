// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// The answers in .projenrc.json and the names derived from them.

export interface Answers {
  readonly appName: string;
  readonly configRepoName: string;
  readonly defaultBranch: string;
  readonly region: string;
  /** Empty: the account of the current credentials. */
  readonly accountId: string;
  readonly repoAuth: 'ssh' | 'https' | 'iam';
  readonly trigger: 'pr-merge' | 'commit';
  readonly prBuilds: boolean;
  readonly prBuildImage: boolean;
  readonly promotion: 'commit' | 'pull-request' | 'manual';
  readonly scanGate: 'critical' | 'high' | 'medium' | 'none';
  readonly scanner: 'ecr' | 'inspector';
  readonly unscannableImages: 'refuse' | 'accept';
  readonly sign: boolean;
  readonly notify: string;
  readonly retainData: boolean;
}

export const answers: Answers = {
  appName: 'shop',
  configRepoName: 'shop-k8s-config',
  defaultBranch: 'main',
  region: 'us-east-1',
  accountId: '123456789012',
  repoAuth: 'iam',
  trigger: 'pr-merge',
  prBuilds: true,
  prBuildImage: false,
  promotion: 'commit',
  scanGate: 'critical',
  scanner: 'ecr',
  unscannableImages: 'refuse',
  sign: false,
  notify: '',
  retainData: false,
};

export const names = {
  engine: 'Argo CD',
  repositoriesStack: 'shop-repositories',
  pipelineStack: 'shop-pipeline',
  programsStack: 'shop-programs',
  pullRequestsStack: 'shop-pull-requests',
  capabilityStack: 'argocd-platform-1',
  imageRepository: 'shop',
  overlay: 'k8s/overlays/production/kustomization.yaml',
  promotionBranches: 'refs/heads/promote/production/*',
  console: 'https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines',
};

/** The cluster of the Argo CD capability, and who administers Argo CD. */
export const argocd = {
  clusterName: 'platform_1',
  identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
  identityCenterRegion: 'us-east-1',
  admin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
  adminType: 'SSO_USER',
};

/** Everything that belongs to the pair has these tags, where AWS supports tags. */
export const tags = {
  'gitops-eks/pair': 'shop',
  'gitops-eks/environment': 'production',
  'gitops-eks/repository': 'shop',
};

/** The environment of the builds. */
export const build = {
  type: 'LINUX_CONTAINER',
  image: 'aws/codebuild/amazonlinux-x86_64-standard:6.0',
  computeType: 'BUILD_GENERAL1_SMALL',
};

// The program builds no image. Lambda compute starts sooner than a virtual machine and stops a build after 15 minutes.
export const program = {
  type: 'LINUX_LAMBDA_CONTAINER',
  image: 'aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs24',
  computeType: 'BUILD_LAMBDA_2GB',
};

/** Lambda compute has a fixed limit and does not support another one. */
export const programTimeout = undefined;

/** How many images the registry keeps. A running image must be among them. */
export const imagesToKeep = 100;

/** The retention period of logs, in days. */
export const daysToKeepLogs = 365;
