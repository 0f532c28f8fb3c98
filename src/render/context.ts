import { clustersOf } from '../environments/clusters';
import { baseServiceType, environmentsOf, mostReplicas, promoteStagesOf } from '../environments/environments';
import { estimate } from '../estimate';
import { Architecture, GitOpsEngine, Layout } from '../options/enums';
import { codecommitFingerprint, hasLambdaCompute, partitionOf } from '../options/regions';
import type { ResolvedOptions } from '../options/resolved-options';
import { OPTIONS } from '../options/table';
import { factsOf } from '../package-managers/table';
import {
  ARGOCD,
  CDK,
  CODEBUILD,
  CODEBUILD_LAMBDA,
  EKSCTL,
  FLUX,
  FLUX_CONTROLLERS,
  KIND,
  LOCAL_REGISTRY_IMAGE,
  NODE,
  NODE_IMAGE,
  PROJEN,
} from '../versions';
import { toolOf } from './infrastructure-tools';
import type { Repo } from '../options/repo';

/** The names that templates can use: the options and the values derived from them. */
export type Context = ReturnType<typeof createContext>;

/** Placeholder in image names until the account ID is known. */
const UNKNOWN_ACCOUNT = '000000000000';

/**
 * Creates the context of all templates. The result is frozen.
 *
 * @param repo the repository to render
 * @param version the version of this package, on which the generated repositories depend
 */
export function createContext(repo: Repo, options: ResolvedOptions, version: string) {
  const { appName, accountId, architecture, configRepoName, region } = options;
  const environments = environmentsOf(options);
  // The README and the tasks begin with the first environment.
  const [first] = environments;
  const promoteStages = promoteStagesOf(options, environments);
  const hasEnvironments = options.environments.length > 0;
  const clusters = clustersOf(options);
  const [pairClusters, otherClusters] = [true, false].map((isOfPair) =>
    clusters.filter(({ clusterName }) => isOfPair === (clusterName === options.clusterName)));
  const { partition, dnsSuffix, consoleDomain } = partitionOf(region);
  const ecrRegistry = `${accountId || UNKNOWN_ACCOUNT}.dkr.ecr.${region}.${dnsSuffix}`;
  const codecommitHost = `git-codecommit.${region}.${dnsSuffix}`;
  const codebuild = CODEBUILD[architecture];
  const programsOnLambda = hasLambdaCompute(region);
  // Never ARM: an ARM machine takes minutes to start.
  const program = programsOnLambda ? CODEBUILD_LAMBDA : CODEBUILD[Architecture.AMD64];
  const hasPrograms = (options.scanGate !== 'none' && options.scanner === 'ecr') || promoteStages.length > 0;
  const repoName = repo === 'config' ? configRepoName : appName;
  const httpsUrl = (name: string) => `https://${codecommitHost}/v1/repos/${name}`;
  return Object.freeze({
    ...options,
    ...first,
    clusterFile: clusters[0].clusterFile,
    clusterEnvironments: clusters[0].clusterEnvironments,
    clusters,
    /** Whether an environment has a cluster of its own. */
    hasClusters: otherClusters.length > 0,
    /** The cluster of the pair, unless each environment has another one. */
    pairClusters,
    otherClusters,
    environments,
    isSingle: options.layout === Layout.SINGLE,
    hasEnvironments,
    promoteStages,
    /** Whether the tasks of this repository have the flag --env. */
    takesEnvironment: hasEnvironments && repo !== 'app',
    mostReplicas: mostReplicas(environments),
    baseServiceType: baseServiceType(environments),
    /** The name of the engine's connection. It stays when a pair of one environment gets more. */
    connectionName: (environments.find((one) => one.environment === options.environment) ?? first).applicationName,
    /** The tag of what several environments share. */
    environmentTag: hasEnvironments ? 'shared' : first.environment,
    appRepoName: appName,
    appRepoHttpsUrl: httpsUrl(appName),
    argocdAdminIdentity: `SSO_${options.argocdAdminType.toUpperCase()}`,
    argocdPolling: pollingOf(options),
    capabilityStackName: `argocd-${options.clusterName.replace(/_/g, '-')}`,
    codecommitFingerprint: codecommitFingerprint(region),
    codecommitHost,
    /** The repository with the manifests, in texts. */
    configRepoText: textOfConfigRepo(options),
    configRepoHttpsUrl: httpsUrl(configRepoName),
    configRepoSshUrl: `ssh://${codecommitHost}/v1/repos/${configRepoName}`,
    configRepoArn: `arn:${partition}:codecommit:${region}:${accountId || '*'}:${configRepoName}`,
    consoleDomain,
    costs: estimate(options),
    devDependencies: devDependenciesOf(repo, options, version),
    deletionPolicy: options.retainData ? 'RetainExceptOnCreate' : 'Delete',
    dnsSuffix,
    engineInCluster: options.engine !== 'argocd-managed',
    /** The folder with the objects of the engine. */
    engineFolder: options.engine === GitOpsEngine.FLUX ? 'flux' : 'argocd',
    engineName: titleOf('engine', options),
    /** The group of the engine's tasks. */
    engineTasks: options.engine === GitOpsEngine.FLUX ? 'flux' : 'argocd',
    ecrRegistry,
    ecrRepositoryName: appName,
    imageRepository: `${ecrRegistry}/${appName}`,
    // The engine's IAM role, where a stack and not eksctl creates it.
    // AWS runs the managed Argo CD.
    runsLocally: options.engine !== 'argocd-managed',
    hasReaderRole: options.engine === 'argocd-managed' && options.cluster === 'existing',
    kubernetesArch: architecture,
    local: Object.freeze({
      kindMinor: KIND.minor,
      nodeImage: nodeImageOf(options.kubernetesVersion),
      registryImage: LOCAL_REGISTRY_IMAGE,
    }),
    logGroups: logGroupsOf(options, promoteStages.length > 0),
    manager: managerOf(options),
    noDigest: `sha256:${'0'.repeat(64)}`,
    /** Whether EKS Pod Identity gives the engine its IAM role. */
    podIdentity: options.engine === GitOpsEngine.FLUX,
    partition,
    /** Whether another stack uses the key of the pipeline's stack. */
    hasOtherStacks: hasPrograms || options.prBuilds || options.upgrades !== 'none',
    hasPrograms,
    pipelineStackName: `${appName}-pipeline`,
    platform: `linux/${architecture}`,
    programsOnLambda,
    programsStackName: `${appName}-programs`,
    pullRequestsStackName: `${appName}-pull-requests`,
    publicEndpoint: options.publicAccessCidrs.length > 0,
    // What else the stack of the repositories creates.
    reader: readerOf(options),
    repoHttpsUrl: httpsUrl(repoName),
    tool: toolOf(repo, options.iac),
    repositoriesStackName: `${appName}-repositories`,
    upgradesStackName: `${appName}-upgrades`,
    updateReplacePolicy: options.retainData ? 'Retain' : 'Delete',
    versions: Object.freeze({
      argocd: ARGOCD.version,
      codebuildComputeType: codebuild.computeType,
      codebuildEnvironmentType: codebuild.environmentType,
      codebuildImage: codebuild.image,
      eksctl: EKSCTL.version,
      flux: FLUX.version,
      fluxControllers: FLUX_CONTROLLERS,
      kubernetes: options.kubernetesVersion,
      node: NODE.version,
      nodeImage: NODE_IMAGE,
      programComputeType: program.computeType,
      programEnvironmentType: program.environmentType,
      programImage: program.image,
    }),
  });
}

/**
 * The identity in the stack of the repositories with which the engine reads the config repo, after a comma. Empty if
 * eksctl creates it with the cluster.
 */
function readerOf(options: ResolvedOptions): string {
  const { engine, cluster, repoAuth } = options;
  const isEksctlRole = engine === 'argocd-managed' && cluster === 'create';
  return isEksctlRole
    ? ''
    : `, and the IAM ${repoAuth === 'iam' ? 'role' : 'user'} with which ${titleOf('engine', options)} reads ${textOfConfigRepo(options)}`;
}

function textOfConfigRepo({ layout }: ResolvedOptions): string {
  return layout === Layout.SINGLE ? 'the repository' : 'the config repo';
}

/** Argo CD's polling interval and its random delay, in the format of `argocd-cm`. */
function pollingOf({ pollSeconds }: ResolvedOptions): Readonly<Record<'interval' | 'jitter', string>> {
  return Object.freeze({ interval: `${pollSeconds}s`, jitter: `${Math.round(pollSeconds / 4)}s` });
}

/** The npm development dependencies of a repository with their version ranges, sorted by name. */
function devDependenciesOf(
  repo: Repo,
  { iac, packageManager }: ResolvedOptions,
  version: string,
): ReadonlyArray<readonly [string, string]> {
  const packages = {
    ...toolOf(repo, iac).devDependencies,
    // npm installs projen's peer dependency itself.
    ...(packageManager !== 'npm' && { constructs: `^${CDK.constructs}` }),
    'create-gitops-eks': `^${version}`,
    'projen': `^${PROJEN.version}`,
  };
  return Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The image of the local cluster's node. Falls back to the newest version for one that kind does not have. */
function nodeImageOf(kubernetesVersion: string): string {
  const { nodeImages } = KIND;
  return nodeImages.find((image) => image.startsWith(`kindest/node:v${kubernetesVersion}.`)) ?? nodeImages[0];
}

/** The log groups of the stacks, by the stage or project that writes to them. */
function logGroupsOf({
  appName,
  scanGate,
  scanner,
  prBuilds,
  upgrades,
}: ResolvedOptions, promotes: boolean): Readonly<Record<string, string>> {
  const stages = [
    'build',
    ...(scanGate === 'none' ? [] : ['scan-gate']),
    ...(promotes ? ['promote'] : []),
    ...(prBuilds ? ['pull-request', 'pull-request-report'] : []),
    ...(upgrades === 'none' ? [] : ['upgrade', 'upgrade-proposal']),
  ];
  // Amazon Inspector is an action of the pipeline itself.
  const groupOf = (stage: string) =>
    stage === 'scan-gate' && scanner === 'inspector'
      ? `/aws/codepipeline/${appName}`
      : `/aws/codebuild/${appName}-${stage}`;
  return Object.freeze(Object.fromEntries(stages.map((stage) => [stage, groupOf(stage)])));
}

/** The product name of an answer. */
export function titleOf(name: keyof ResolvedOptions, options: ResolvedOptions): string {
  const choice = OPTIONS.find((option) => option.name === name)?.choices?.find(({ value }) => value === options[name]);
  return choice?.title ?? String(options[name]);
}

/** The properties of the package manager for templates. */
function managerOf({ packageManager }: ResolvedOptions): Readonly<Record<string, string>> {
  const { bin, build, field, ignored, image, lockFile, runsSynth, settingsFile, setUp, title } =
    factsOf(packageManager);
  return Object.freeze({
    bin,
    build: `if [ -f ${lockFile} ]; then ${build[0]}; else ${build[1]}; fi`,
    field,
    ignored: ignored.join('\n'),
    imageLocked: image[0],
    imageUnlocked: image[1],
    installFiles: [lockFile, ...(settingsFile ? [settingsFile] : [])].map((name) => `${name}*`).join(' '),
    lockFile,
    runsSynth,
    setUp,
    title,
  });
}
