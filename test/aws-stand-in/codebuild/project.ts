import { ANY, type Known, onlyKnown } from '../only-known';

/** The input of a build. */
export interface Source {
  readonly type: 'CODEPIPELINE' | 'CODECOMMIT' | 'NO_SOURCE';
  readonly location?: string;
  readonly buildspec?: string;
  /** 0: all commits. */
  readonly gitCloneDepth?: number;
  /** Only secondary sources have one. The variable with their folder ends with it. */
  readonly sourceIdentifier?: string;
}

/** The settings of a project that a build requires. */
export interface Project {
  readonly name: string;
  readonly arn: string;
  readonly serviceRole: string;
  readonly source: Source;
  /** The branch, tag or commit to clone, unless a build names another one. */
  readonly sourceVersion?: string;
  readonly secondarySources?: readonly Source[];
  readonly secondarySourceVersions?: ReadonlyArray<{
    readonly sourceIdentifier: string;
    readonly sourceVersion: string;
  }>;
  readonly artifacts: { readonly type: 'CODEPIPELINE' | 'NO_ARTIFACTS' };
  readonly environment: {
    readonly type: string;
    readonly image: string;
    readonly computeType: string;
    readonly privilegedMode?: boolean;
    readonly environmentVariables?: readonly EnvironmentVariable[];
  };
  readonly logsConfig?: { readonly cloudWatchLogs?: { readonly status: string; readonly groupName?: string } };
  readonly timeoutInMinutes?: number;
  readonly queuedTimeoutInMinutes?: number;
}

/** A variable of a project or of a single build. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
}

const EC2_SIZES = ['BUILD_GENERAL1_SMALL', 'BUILD_GENERAL1_MEDIUM', 'BUILD_GENERAL1_LARGE'];

/**
 * The supported images of CodeBuild and the compute types of each environment type. The stand-in ignores the compute
 * type. Source: the CodeBuild user guide, "Docker images provided by CodeBuild", "Lambda compute images", "Build
 * environment compute modes and types".
 */
const ENVIRONMENTS: Readonly<
  Record<string, { readonly images: readonly string[]; readonly sizes: readonly string[] }>
> = {
  LINUX_CONTAINER: {
    images: ['aws/codebuild/standard:8.0', 'aws/codebuild/amazonlinux-x86_64-standard:6.0'], sizes: EC2_SIZES,
  },
  ARM_CONTAINER: { images: ['aws/codebuild/amazonlinux-aarch64-standard:4.0'], sizes: EC2_SIZES },
  LINUX_LAMBDA_CONTAINER: {
    images: ['aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs24'],
    sizes: ['BUILD_LAMBDA_1GB', 'BUILD_LAMBDA_2GB', 'BUILD_LAMBDA_4GB', 'BUILD_LAMBDA_8GB', 'BUILD_LAMBDA_10GB'],
  },
};

/** Whether builds of the project run on Lambda compute. */
export function isOnLambda({ environment }: Project): boolean {
  return environment.type.endsWith('_LAMBDA_CONTAINER');
}

const VARIABLE: Known = { name: ANY, value: ANY, type: ['PLAINTEXT'] };

/** Defaults that Terraform sends. Source: the CodeBuild API: ProjectSource, ProjectArtifacts and others. */
const DEFAULTS = {
  source: { insecureSsl: [false], reportBuildStatus: [false] },
  artifacts: { encryptionDisabled: [false], overrideArtifactName: [false] },
  environment: { imagePullCredentialsType: ['CODEBUILD'] },
  logs: { s3Logs: { status: ['DISABLED'], encryptionDisabled: [false] } },
} as const satisfies Readonly<Record<string, Known>>;

const PROJECT: Known = {
  name: ANY,
  description: ANY,
  arn: ANY,
  created: ANY,
  lastModified: ANY,
  tags: ANY,
  serviceRole: ANY,
  source: {
    type: ['CODEPIPELINE', 'CODECOMMIT', 'NO_SOURCE'],
    location: ANY,
    buildspec: ANY,
    gitCloneDepth: ANY,
    ...DEFAULTS.source,
  },
  sourceVersion: ANY,
  secondarySources: {
    type: ['CODECOMMIT'], location: ANY, gitCloneDepth: ANY, sourceIdentifier: ANY, ...DEFAULTS.source,
  },
  secondarySourceVersions: { sourceIdentifier: ANY, sourceVersion: ANY },
  artifacts: { type: ['CODEPIPELINE', 'NO_ARTIFACTS'], ...DEFAULTS.artifacts },
  // Applies to output artifacts, which the stand-in does not support in buildspecs.
  encryptionKey: ANY,
  environment: {
    type: Object.keys(ENVIRONMENTS),
    image: Object.values(ENVIRONMENTS).flatMap(({ images }) => images),
    computeType: Object.values(ENVIRONMENTS).flatMap(({ sizes }) => sizes),
    privilegedMode: ANY,
    environmentVariables: VARIABLE,
    ...DEFAULTS.environment,
  },
  logsConfig: { cloudWatchLogs: { status: ['ENABLED'], groupName: ANY }, ...DEFAULTS.logs },
  timeoutInMinutes: ANY,
  // The stand-in has no queue.
  queuedTimeoutInMinutes: ANY,
  cache: { type: ['NO_CACHE'] },
  badge: { badgeEnabled: [false] },
};

/** Throws if CodeBuild would refuse the project, or if the project uses an unsupported setting. */
export function requireKnown(project: Project): void {
  const what = `the project "${project.name}"`;
  onlyKnown('CodeBuild', what, project, PROJECT);
  const { source, artifacts, environment: { type, image, computeType, privilegedMode } } = project;
  const { images, sizes } = ENVIRONMENTS[type];
  if (!images.includes(image) || !sizes.includes(computeType)) {
    throw new Error(
      `InvalidInputException: ${what} is a ${type}, in which the image ${image} does not run on ${computeType}.`,
    );
  }
  // Source: the CodeBuild user guide, "Limitations of AWS Lambda compute".
  if (isOnLambda(project) && (privilegedMode || project.timeoutInMinutes || project.queuedTimeoutInMinutes)) {
    throw new Error(
      `InvalidInputException: ${what} is on Lambda compute, which takes neither privileged mode nor a timeout.`,
    );
  }
  if ((source.type === 'CODEPIPELINE') !== (artifacts.type === 'CODEPIPELINE')) {
    throw new Error(
      `InvalidInputException: ${what} has the source ${source.type} and the artifacts ${artifacts.type}: where one is CODEPIPELINE, both are.`,
    );
  }
}

/** The variables by name. The last duplicate wins. Throws if a variable is not of the type PLAINTEXT. */
export function plainVariables(variables: readonly EnvironmentVariable[]): Record<string, string> {
  onlyKnown('CodeBuild', 'the variables', variables, VARIABLE);
  return Object.fromEntries(variables.map(({ name, value }) => [name, String(value)]));
}
