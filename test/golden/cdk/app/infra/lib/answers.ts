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
  appName: 'my-app',
  configRepoName: 'my-app-k8s-config',
  defaultBranch: 'main',
  region: 'us-east-1',
  accountId: '',
  repoAuth: 'https',
  trigger: 'pr-merge',
  prBuilds: true,
  prBuildImage: false,
  promotion: 'commit',
  scanGate: 'critical',
  scanner: 'ecr',
  unscannableImages: 'refuse',
  sign: false,
  notify: 'team@example.com',
  retainData: false,
};

export const names = {
  engine: 'Argo CD',
  repositoriesStack: 'my-app-repositories',
  pipelineStack: 'my-app-pipeline',
  programsStack: 'my-app-programs',
  pullRequestsStack: 'my-app-pull-requests',
  upgradesStack: 'my-app-upgrades',
  projects: 'https://us-east-1.console.aws.amazon.com/codesuite/codebuild/projects',
  imageRepository: 'my-app',
  overlay: 'k8s/overlays/production/kustomization.yaml',
  promotionBranches: 'refs/heads/promote/production/*',
  console: 'https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines',
};

/** Everything that belongs to the pair has these tags, where AWS supports tags. */
export const tags = {
  'gitops-eks/pair': 'my-app',
  'gitops-eks/environment': 'production',
  'gitops-eks/repository': 'my-app',
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
