import { Architecture } from './options/enums';

/** A pinned version and the last day on which its makers mend it. */
export interface PinnedVersion {
  readonly version: string;
  /** ISO 8601 date. Undefined where the makers have not published one. */
  readonly endOfSupport?: string;
}

/**
 * The Kubernetes versions in standard EKS support, newest first.
 * Source: the EKS user guide, "Kubernetes release calendar".
 */
export const KUBERNETES_VERSIONS: readonly PinnedVersion[] = [
  { version: '1.36', endOfSupport: '2027-08-02' },
  { version: '1.35', endOfSupport: '2027-03-27' },
];

/** The newest Argo CD that the generated pair has been run against. */
export const ARGOCD: PinnedVersion = { version: 'v3.5.7' };

/** How often Argo CD looks at Git, and the random delay that it adds, as `argocd-cm` takes them. */
export const ARGOCD_POLLING = { interval: '60s', jitter: '15s' };

/** The oldest eksctl whose schema accepts the rendered cluster configuration. */
export const EKSCTL: PinnedVersion = { version: '0.230.0' };

/** The newest Node.js line that CodeBuild's images carry. */
export const NODE: PinnedVersion = { version: '24', endOfSupport: '2028-04-30' };

/** The base image of the service: Docker's official image, from AWS' public mirror, which needs no account. */
export const NODE_IMAGE = `public.ecr.aws/docker/library/node:${NODE.version}-alpine3.24`;

/** The projen release that this generator was tested with, and the one that a new repo starts from. */
export const PROJEN: PinnedVersion = { version: '0.103.25' };

/**
 * What a CDK app is made with. The command line has a version of its own; its dist-tag `latest` names an old build that cannot read what
 * the library writes.
 */
export const CDK = { library: '2.276.0', command: '2.1148.0', nag: '3.0.2', constructs: '10.5.1', tsx: '4.23.0' };

/**
 * The package managers that CodeBuild and the Dockerfile get through npm, as `name@version`. npm itself comes with Node.js. Corepack does not,
 * from Node.js 25 on.
 */
export const PACKAGE_MANAGERS = {
  pnpm: 'pnpm@12.21.0',
  yarn: '@yarnpkg/cli-dist@4.18.1',
  yarnClassic: 'yarn@1.22.22',
  bun: 'bun@1.4.5',
};

/** Where CodeBuild runs a project: the values of its `Environment`. */
export interface BuildEnvironment {
  readonly environmentType: string;
  readonly image: string;
  readonly computeType: string;
}

/** The CodeBuild image and environment type that build for an architecture natively. */
export const CODEBUILD: Readonly<Record<Architecture, BuildEnvironment>> = {
  [Architecture.AMD64]: {
    environmentType: 'LINUX_CONTAINER',
    image: 'aws/codebuild/amazonlinux-x86_64-standard:6.0',
    computeType: 'BUILD_GENERAL1_SMALL',
  },
  [Architecture.ARM64]: {
    environmentType: 'ARM_CONTAINER',
    image: 'aws/codebuild/amazonlinux-aarch64-standard:4.0',
    computeType: 'BUILD_GENERAL1_SMALL',
  },
};

/**
 * Lambda compute, for projects that build no image. Its image has Node.js and version 2 of the AWS command line.
 * Source: the CodeBuild user guide, "Lambda compute images" and "Run builds on AWS Lambda compute".
 */
export const CODEBUILD_LAMBDA: BuildEnvironment = {
  environmentType: 'LINUX_LAMBDA_CONTAINER',
  image: `aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs${NODE.version}`,
  computeType: 'BUILD_LAMBDA_2GB',
};
