import { endOfSupport } from './end-dates';

/** A pinned version. `src/lifecycle/` has the support end dates. */
export interface PinnedVersion {
  readonly version: string;
  /** ISO 8601 date. Undefined if the vendor has not published one. */
  readonly endOfSupport?: string;
}

/**
 * The Kubernetes versions in standard EKS support, newest first.
 * Source: the EKS user guide, "Kubernetes release calendar".
 */
export const KUBERNETES_VERSIONS: readonly PinnedVersion[] = ['1.36', '1.35'].map((version) => ({
  version,
  endOfSupport: endOfSupport('kubernetes', version),
}));

/** The newest Argo CD version that the end-to-end tests have passed with. */
export const ARGOCD: PinnedVersion = { version: 'v3.5.7' };

/**
 * The newest Flux release that the end-to-end tests have passed with. CodeCommit with an IAM role requires 2.9 or
 * later.
 */
export const FLUX: PinnedVersion = { version: 'v2.9.5' };

/** The version of the controllers in that release. */
export const FLUX_CONTROLLERS = 'v1.9.5';

/** The oldest eksctl whose schema accepts the rendered cluster configuration. */
export const EKSCTL: PinnedVersion = { version: '0.230.0' };

/**
 * The oldest versions with lock files in S3.
 * Sources: https://developer.hashicorp.com/terraform/language/backend/s3, https://opentofu.org/docs/language/settings/backends/s3/
 */
export const TERRAFORM = { terraform: '1.11.0', tofu: '1.10.0' } as const;

/**
 * The oldest kind (0.x) for these node images, which the notes of its release list, one for each of
 * `KUBERNETES_VERSIONS`. An older kind cannot start them.
 * Source: https://github.com/kubernetes-sigs/kind/releases/tag/v0.33.0
 */
export const KIND = {
  minor: 33,
  nodeImages: [
    'kindest/node:v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed',
    'kindest/node:v1.35.8@sha256:07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0',
  ],
};

/** The registry of the local cluster, as in kind's documentation, from the mirror that requires no account. */
export const LOCAL_REGISTRY_IMAGE = 'public.ecr.aws/docker/library/registry:3';

/** The newest major version of Node.js in CodeBuild's images. */
export const NODE: PinnedVersion = { version: '24' };

/** The base image of the service: the Docker Official Image on Amazon ECR Public, which allows anonymous pulls. */
export const NODE_IMAGE = `public.ecr.aws/docker/library/node:${NODE.version}-alpine3.24`;

/** The projen version that the tests use and that new repositories start with. */
export const PROJEN: PinnedVersion = { version: '0.103.25' };

/**
 * The package versions of a CDK app. The CDK CLI has its own version numbers. Its dist-tag `latest` points to an old
 * build that cannot read the library's output.
 */
export const CDK = { library: '2.276.0', command: '2.1148.0', nag: '3.0.2', constructs: '10.5.1', tsx: '4.23.0' };

/**
 * The package managers that CodeBuild and the Dockerfile install with npm, as `name@version`. npm comes with Node.js.
 * Corepack is not used, because Node.js 25 and later do not include it.
 */
export const PACKAGE_MANAGERS = {
  pnpm: 'pnpm@12.21.0',
  yarn: '@yarnpkg/cli-dist@4.18.1',
  yarnClassic: 'yarn@1.22.22',
  bun: 'bun@1.4.5',
};

/** Values of a CodeBuild project's `Environment`. */
export interface BuildEnvironment {
  readonly environmentType: string;
  readonly image: string;
  readonly computeType: string;
}

/** The CodeBuild environment of each architecture. Native builds need no emulation. */
export const CODEBUILD: Readonly<Record<'amd64' | 'arm64', BuildEnvironment>> = {
  amd64: {
    environmentType: 'LINUX_CONTAINER',
    image: 'aws/codebuild/amazonlinux-x86_64-standard:6.0',
    computeType: 'BUILD_GENERAL1_SMALL',
  },
  arm64: {
    environmentType: 'ARM_CONTAINER',
    image: 'aws/codebuild/amazonlinux-aarch64-standard:4.0',
    computeType: 'BUILD_GENERAL1_SMALL',
  },
};

/**
 * CodeBuild's Lambda compute, for projects that do not build images. Its image includes Node.js and AWS CLI version 2.
 * Source: the CodeBuild user guide, "Lambda compute images" and "Run builds on AWS Lambda compute".
 */
export const CODEBUILD_LAMBDA: BuildEnvironment = {
  environmentType: 'LINUX_LAMBDA_CONTAINER',
  image: `aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs${NODE.version}`,
  computeType: 'BUILD_LAMBDA_2GB',
};
