import { ENGINES } from './engine';
import { ofLayout } from './one-repository';
import { type Facts, type Step, task } from './step';
import { type Cluster, clustersOf } from '../environments/clusters';
import { Layout } from '../options/enums';
import type { ResolvedOptions } from '../options/resolved-options';

/** The identity of the engine in the stack of the repositories. Undefined if eksctl created it with the cluster. */
function readerOf({ engine, cluster, repoAuth }: ResolvedOptions): string | undefined {
  const isOfEksctl = engine === 'argocd-managed' && cluster === 'create';
  return isOfEksctl ? undefined : repoAuth === 'iam' ? 'role' : 'user';
}

/** The steps of the teardown, each before the one that deletes what it needs. */
export function downSteps(options: ResolvedOptions, force: boolean): readonly Step[] {
  const reader = readerOf(options);
  const clusters = clustersOf(options);
  const ofClusters = clusters.map((cluster) => clusterSteps(options, cluster, clusters.length > 1, force));
  const applications = ofClusters.map(({ application }) => application.id);
  return ofLayout(options, [
    ...ofClusters.flatMap(({ application, removal, cluster }) => [application, ...removal, ...cluster]),
    {
      id: 'pipeline',
      title: 'delete the pipeline and its stacks',
      repo: 'app',
      commands: [task('pipeline:delete', '--yes')],
      // Pods that start must still find their image.
      needs: applications,
      minutes: 3,
      facts: ['pipeline'],
      isDone: ({ pipeline }) => pipeline === 'none',
    },
    {
      id: 'repositories',
      title: reader ? `delete the IAM ${reader} that reads the config repo, and its stack` : 'delete the stack of the repositories',
      repo: 'app',
      commands: [task('repos:delete', '--yes')],
      // The pipeline's roles name the repositories. This stack has the role of the engine.
      needs: [...applications, 'pipeline', ...ofClusters.flatMap(({ removal }) => removal.map(({ id }) => id))],
      minutes: 1,
      facts: ['repositories'],
      isDone: ({ repositories }) => repositories === 'none',
    },
  ]);
}

/**
 * The steps for what is in one cluster, and for the cluster.
 *
 * @param isOneOfSeveral whether the steps have the name of the cluster, and the tasks the flag of its environments
 */
function clusterSteps(
  options: ResolvedOptions, { clusterName, clusterEnvironments }: Cluster, isOneOfSeveral: boolean, force: boolean,
) {
  const { cluster, engine, environments } = options;
  const [suffix, environment] = isOneOfSeveral ? [`-${clusterName}`, clusterEnvironments[0]] : ['', undefined];
  const flag = environment === undefined ? [] : ['--env', environment];
  const isGone = ({ cluster: state }: Facts) => state === 'none';
  const application: Step = {
    id: `application${suffix}`,
    title: `${applicationTitle(clusterEnvironments)}${isOneOfSeveral ? ` in ${clusterName}` : ''}`,
    repo: 'config',
    commands: environments.length > 0
      ? clusterEnvironments.map((name) => task('app:delete', '--yes', '--env', name))
      : [task('app:delete', '--yes')],
    needs: [],
    minutes: 2,
    facts: ['cluster', 'application', 'namespace'],
    environment,
    isDone: (facts) =>
      isGone(facts) ||
      // The facts are about the first environment alone. Deleting what does not exist does no harm.
      (clusterEnvironments.length < 2 && ['ready', 'reachable'].includes(facts.cluster ?? '') && facts.application === 'none' && facts.namespace === 'no') ||
      // With --force, the cluster is deleted although it does not answer.
      (force && !['ready', 'reachable'].includes(facts.cluster ?? '')),
  };
  const removal = ENGINES[engine](options).removal.map((step): Step => ({
    ...step,
    id: `${step.id}${suffix}`,
    title: `${step.title}${isOneOfSeveral ? ` in ${clusterName}` : ''}`,
    commands: step.commands.map(({ shown, argv }) => ({ shown: [shown, ...flag].join(' '), argv: [...argv, ...flag] })),
    needs: step.needs.map((id) => `${id}${suffix}`),
    environment,
  }));
  const deletion: Step = {
    id: `cluster${suffix}`,
    title: `delete the EKS cluster ${clusterName}`,
    repo: 'config',
    commands: [task('cluster:delete', '--yes', ...force ? ['--force'] : [], ...flag)],
    needs: [application.id],
    minutes: 12,
    facts: ['cluster'],
    environment,
    // eksctl's stack contains the cluster. CloudFormation finishes the deletion without eksctl.
    isDone: isGone,
  };
  return { application, removal, cluster: cluster === 'create' ? [deletion] : [] };
}

function applicationTitle({ length }: readonly string[]): string {
  return length > 1
    ? `delete the applications of ${length} environments, with their namespaces and load balancers`
    : 'delete the application, its namespace and its load balancer';
}

/** What stays on purpose. */
export function staying(options: ResolvedOptions): readonly string[] {
  const { appName, configRepoName, layout, retainData, cluster } = options;
  const names = clustersOf(options).map(({ clusterName }) => clusterName).join(' and ');
  const isOne = clustersOf(options).length === 1;
  return [
    layout === Layout.SINGLE
      ? `the CodeCommit repository ${appName}, which holds your work and costs nothing by itself`
      : `the CodeCommit repositories ${appName} and ${configRepoName}, which hold your work and cost nothing by themselves`,
    ...retainData ? ['images, artifacts, logs and their KMS key (retainData: true)'] : [],
    ...cluster === 'create'
      ? [`the logs of the control plane of ${names}, for 90 days`]
      : [`the cluster${isOne ? '' : 's'} ${names} and the GitOps engine in ${isOne ? 'it' : 'them'}, because other applications may use them`],
    layout === Layout.SINGLE ? 'the folder on this machine' : 'both folders on this machine',
  ];
}
