import { ANY, type Known, onlyKnown } from '../only-known';

/** Where a build gets its input from. */
export interface Source {
  readonly type: 'CODEPIPELINE' | 'CODECOMMIT' | 'NO_SOURCE';
  readonly location?: string;
  readonly buildspec?: string;
  /** 0: all commits. */
  readonly gitCloneDepth?: number;
  /** Only secondary sources have one. It ends the name of the variable with their folder. */
  readonly sourceIdentifier?: string;
}

/** The part of a project that a build needs. */
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

/** A variable of a project, or one that is given to a single build. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
}

const EC2_SIZES = ['BUILD_GENERAL1_SMALL', 'BUILD_GENERAL1_MEDIUM', 'BUILD_GENERAL1_LARGE'];

/**
 * By the type of an environment: CodeBuild's own images with the runtimes that we know, and its sizes, which make no
 * difference here.
 * Source: the CodeBuild user guide, "Docker images provided by CodeBuild", "Lambda compute images", "Build environment
 * compute modes and types".
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

const PROJECT: Known = {
  name: ANY,
  description: ANY,
  arn: ANY,
  created: ANY,
  lastModified: ANY,
  tags: ANY,
  serviceRole: ANY,
  source: { type: ['CODEPIPELINE', 'CODECOMMIT', 'NO_SOURCE'], location: ANY, buildspec: ANY, gitCloneDepth: ANY },
  sourceVersion: ANY,
  secondarySources: { type: ['CODECOMMIT'], location: ANY, gitCloneDepth: ANY, sourceIdentifier: ANY },
  secondarySourceVersions: { sourceIdentifier: ANY, sourceVersion: ANY },
  artifacts: { type: ['CODEPIPELINE', 'NO_ARTIFACTS'] },
  // For output artifacts, which buildspecs here cannot define.
  encryptionKey: ANY,
  environment: {
    type: Object.keys(ENVIRONMENTS),
    image: Object.values(ENVIRONMENTS).flatMap(({ images }) => images),
    computeType: Object.values(ENVIRONMENTS).flatMap(({ sizes }) => sizes),
    privilegedMode: ANY,
    environmentVariables: VARIABLE,
  },
  logsConfig: { cloudWatchLogs: { status: ['ENABLED'], groupName: ANY } },
  timeoutInMinutes: ANY,
  // Nothing waits here.
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

/** The variables by name; the last one of a name counts. Throws if a value is not plain. */
export function plainVariables(variables: readonly EnvironmentVariable[]): Record<string, string> {
  onlyKnown('CodeBuild', 'the variables', variables, VARIABLE);
  return Object.fromEntries(variables.map(({ name, value }) => [name, String(value)]));
}
