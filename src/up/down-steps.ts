import { ENGINES } from './engine';
import { ofLayout } from './one-repository';
import { type Facts, type Step, task } from './step';
import { Layout } from '../options/enums';
import type { ResolvedOptions } from '../options/resolved-options';

/** The identity of the engine in the stack of the repositories. Undefined if eksctl created it with the cluster. */
function readerOf({ engine, cluster, repoAuth }: ResolvedOptions): string | undefined {
  const isOfEksctl = engine === 'argocd-managed' && cluster === 'create';
  return isOfEksctl ? undefined : repoAuth === 'iam' ? 'role' : 'user';
}

/** The steps of the teardown, each before the one that deletes what it needs. */
export function downSteps(options: ResolvedOptions, force: boolean): readonly Step[] {
  const { cluster, clusterName, engine, environments } = options;
  const { removal } = ENGINES[engine](options);
  const reader = readerOf(options);
  const isGone = ({ cluster: state }: Facts) => state === 'none';
  return ofLayout(options, [
    {
      id: 'application',
      title: environments.length > 1
        ? `delete the applications of ${environments.length} environments, with their namespaces and load balancers`
        : 'delete the application, its namespace and its load balancer',
      repo: 'config',
      commands: environments.length > 0
        ? environments.map(({ name }) => task('app:delete', '--yes', '--env', name))
        : [task('app:delete', '--yes')],
      needs: [],
      minutes: 2,
      facts: ['cluster', 'application', 'namespace'],
      isDone: (facts) =>
        isGone(facts) ||
        // The facts are about the first environment alone. Deleting what does not exist does no harm.
        (environments.length < 2 && ['ready', 'reachable'].includes(facts.cluster ?? '') && facts.application === 'none' && facts.namespace === 'no') ||
        // With --force, the cluster is deleted although it does not answer.
        (force && !['ready', 'reachable'].includes(facts.cluster ?? '')),
    },
    ...removal,
    ...cluster === 'create'
      ? [{
        id: 'cluster',
        title: `delete the EKS cluster ${clusterName}`,
        repo: 'config',
        commands: [task('cluster:delete', '--yes', ...force ? ['--force'] : [])],
        needs: ['application'],
        minutes: 12,
        facts: ['cluster'],
        // eksctl's stack contains the cluster. CloudFormation finishes the deletion without eksctl.
        isDone: isGone,
      } satisfies Step]
      : [],
    {
      id: 'pipeline',
      title: 'delete the pipeline and its stacks',
      repo: 'app',
      commands: [task('pipeline:delete', '--yes')],
      // Pods that start must still find their image.
      needs: ['application'],
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
      needs: ['application', 'pipeline', ...removal.map(({ id }) => id)],
      minutes: 1,
      facts: ['repositories'],
      isDone: ({ repositories }) => repositories === 'none',
    },
  ]);
}

/** What stays on purpose. */
export function staying(options: ResolvedOptions): readonly string[] {
  const { appName, configRepoName, layout, retainData, cluster, clusterName } = options;
  return [
    layout === Layout.SINGLE
      ? `the CodeCommit repository ${appName}, which holds your work and costs nothing by itself`
      : `the CodeCommit repositories ${appName} and ${configRepoName}, which hold your work and cost nothing by themselves`,
    ...retainData ? ['images, artifacts, logs and their KMS key (retainData: true)'] : [],
    ...cluster === 'create'
      ? [`the logs of the control plane of ${clusterName}, for 90 days`]
      : [`the cluster ${clusterName} and the GitOps engine in it, because other applications may use them`],
    layout === Layout.SINGLE ? 'the folder on this machine' : 'both folders on this machine',
  ];
}
