import type { Architecture } from '../options/enums';
import type { OptionValue, ResolvedOptions } from '../options/option';
import { partitionOf } from '../options/regions';
import { ARGOCD, CODEBUILD, EKSCTL, NODE, NODE_IMAGE, PROJEN } from '../versions';

/** A value that a template can name. */
export type ContextValue = OptionValue | { readonly [name: string]: string };

/** Everything that templates can name: the options, and what follows from them. */
export type Context = Readonly<Record<string, ContextValue>>;

/** Stands in the account's place in an image name until the account is known. */
const UNKNOWN_ACCOUNT = '000000000000';

/**
 * Derives the names that templates use. Frozen.
 *
 * @param version the generator's own version, which the generated repos depend on
 */
export function createContext(options: ResolvedOptions, version: string): Context {
  const { appName, accountId, architecture, configRepoName, environment, region } = options as Record<string, string>;
  const { partition, dnsSuffix } = partitionOf(region);
  const ecrRegistry = `${accountId || UNKNOWN_ACCOUNT}.dkr.ecr.${region}.${dnsSuffix}`;
  const codecommitHost = `git-codecommit.${region}.${dnsSuffix}`;
  const codebuild = CODEBUILD[architecture as Architecture];
  return Object.freeze({
    ...options,
    appRepoName: appName,
    appRepoHttpsUrl: `https://${codecommitHost}/v1/repos/${appName}`,
    applicationName: `${appName}-${environment}`,
    codecommitHost,
    configRepoHttpsUrl: `https://${codecommitHost}/v1/repos/${configRepoName}`,
    configRepoSshUrl: `ssh://${codecommitHost}/v1/repos/${configRepoName}`,
    dnsSuffix,
    ecrRegistry,
    ecrRepositoryName: appName,
    imageRepository: `${ecrRegistry}/${appName}`,
    kubernetesArch: architecture,
    namespace: `${appName}-${environment}`,
    noDigest: `sha256:${'0'.repeat(64)}`,
    overlayPath: `k8s/overlays/${environment}`,
    partition,
    pipelineStackName: `${appName}-pipeline`,
    platform: `linux/${architecture}`,
    publicEndpoint: (options.publicAccessCidrs as readonly string[]).length > 0,
    repositoriesStackName: `${appName}-repositories`,
    versions: Object.freeze({
      argocd: ARGOCD.version,
      codebuildEnvironmentType: codebuild.environmentType,
      codebuildImage: codebuild.image,
      eksctl: EKSCTL.version,
      generator: version,
      kubernetes: options.kubernetesVersion as string,
      node: NODE.version,
      nodeImage: NODE_IMAGE,
      projen: PROJEN.version,
    }),
  });
}
