import type { Aws } from './aws/aws';
import { argocdResults } from './engine/argocd';
import { argocdManagedResults } from './engine/argocd-managed';
import { fluxResults } from './engine/flux';
import { Kubectl } from './kubectl';
import { expectedVersion, skewResults } from './programs';
import { type Result, notChecked, ok } from './result';
import { type Subject, inRepo } from './subject';
import type { Tips } from './tips';
import { failed } from './world';
import { at } from '../checks/fields';
import { type Cluster, clustersOf } from '../environments/clusters';
import { environmentsOf } from '../environments/environments';
import type { GitOpsEngine } from '../options/enums';

/** @param aws undefined without credentials */
type EngineCheck = (subject: Subject, kubectl: Kubectl, tips: Tips, aws: Aws | undefined) => Promise<Result[]>;

const ENGINES: Readonly<Record<`${GitOpsEngine}`, EngineCheck>> = {
  'argocd': argocdResults,
  'argocd-managed': argocdManagedResults,
  'flux': fluxResults,
};

/** Checks the connection to each cluster, the version of kubectl, and the state of the GitOps engines. */
export async function clusterResults(subject: Subject, aws: Aws | undefined): Promise<Result[]> {
  const tips = tipsOf(subject, aws);
  const clusters = clustersOf(subject.options);
  const results = (await Promise.all(clusters.map((cluster) => resultsOf(subject, cluster, tips, aws)))).flat();
  // What is wrong with kubectl is the same for each cluster.
  return [...new Map(results.map((result) => [JSON.stringify(result), result])).values()];
}

async function resultsOf(
  subject: Subject, { clusterName, clusterEnvironments }: Cluster, newest: Promise<Tips>,
  aws: Aws | undefined,
): Promise<Result[]> {
  const kubectl = new Kubectl(subject, clusterName);
  const [answer, tips] = await Promise.all([kubectl.call('version', '--output', 'json'), newest]);
  const server = failed(answer) ? undefined : serverVersion(answer.text);
  const flag = clustersOf(subject.options).length > 1 ? ` --env ${clusterEnvironments[0]}` : '';
  if (failed(answer) || server === undefined) {
    return [
      notChecked(
        'cluster',
        `The cluster does not respond (context ${kubectl.context}): ${failed(answer) ? answer.problem : 'kubectl printed no server version'}`,
        inRepo(subject, 'config', `npx projen cluster:connect${flag}`),
      ),
      ...(await skewResults(subject.world, expectedVersion(subject))),
    ];
  }
  return [
    ok('cluster', `The cluster responds (context ${kubectl.context}, Kubernetes ${server}).`),
    ...await skewResults(subject.world, server),
    ...await ENGINES[subject.options.engine](subject, kubectl, tips, aws),
  ];
}

function serverVersion(text: string): string | undefined {
  try {
    const version = at(JSON.parse(text), 'serverVersion', 'gitVersion');
    return typeof version === 'string' ? version.replace(/^v/, '') : undefined;
  } catch {
    return undefined;
  }
}

/** The tips of the branches that the engine follows. */
async function tipsOf({ options }: Subject, aws: Aws | undefined): Promise<Tips> {
  const branches = [...new Set(environmentsOf(options).map(({ stateBranch }) => stateBranch))];
  const tips = await Promise.all(branches.map(async (branch) => {
    const answer = await aws?.call(
      'codecommit', 'get-branch', '--repository-name', options.configRepoName, '--branch-name', branch,
      '--query', 'branch.commitId', '--output', 'text',
    );
    return answer === undefined || failed(answer) ? [] : [[branch, answer.text.trim()] as const];
  }));
  return new Map(tips.flat());
}
