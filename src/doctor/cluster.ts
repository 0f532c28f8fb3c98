import type { Aws } from './aws/aws';
import { argocdResults } from './engine/argocd';
import { Kubectl } from './kubectl';
import { compareVersions, kubectlVersion } from './programs';
import { type Result, notChecked, ok, problem } from './result';
import { type Subject, inRepo } from './subject';
import { failed } from './world';
import { at } from '../checks/fields';
import type { GitOpsEngine } from '../options/enums';

/** @param tip the newest commit of the branch in CodeCommit, where it is known */
type EngineCheck = (subject: Subject, kubectl: Kubectl, tip: string | undefined) => Promise<Result[]>;

const ENGINES: Readonly<Record<`${GitOpsEngine}`, EngineCheck>> = { argocd: argocdResults };

/** Whether the cluster answers, kubectl suits it, and the engine runs what Git says. */
export async function clusterResults(subject: Subject, aws: Aws | undefined): Promise<Result[]> {
  const kubectl = new Kubectl(subject);
  const [version, answer, tip] = await Promise.all([kubectlVersion(subject.world), kubectl.call('version', '--output', 'json'), aws && tipOf(subject, aws)]);
  const server = failed(answer) ? undefined : serverVersion(answer.text);
  if (failed(answer) || server === undefined) {
    return [
      notChecked('cluster', `The cluster does not answer (context ${kubectl.context}): ${failed(answer) ? answer.problem : 'it did not tell its version'}`,
        inRepo(subject, 'config', 'npx projen cluster:connect')),
      ...skew(version, subject.options.kubernetesVersion, 'kubernetesVersion of .projenrc.json'),
    ];
  }
  return [
    ok('cluster', `The cluster answers (context ${kubectl.context}, Kubernetes ${server}).`),
    ...skew(version, server, 'the cluster'),
    ...await ENGINES[subject.options.engine](subject, kubectl, tip),
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

/** kubectl is supported within one minor version of the API server. Source: the Kubernetes version skew policy. */
function skew(version: string | undefined, server: string, source: string): Result[] {
  const [client, other] = [version, server].map((text) => Number(text?.split('.')[1]));
  return version === undefined || Math.abs(client - other) <= 1 ? [] : [problem('programs', 'kubectl',
    `kubectl is ${version}, more than one minor version from ${server} (${source}).`,
    `Install kubectl ${server.split('.').slice(0, 2).join('.')}: https://kubernetes.io/docs/tasks/tools/${compareVersions(version, server) < 0 ? '' : ' (an older one)'}`)];
}

async function tipOf({ options }: Subject, aws: Aws): Promise<string | undefined> {
  const answer = await aws.call('codecommit', 'get-branch', '--repository-name', options.configRepoName, '--branch-name', options.defaultBranch,
    '--query', 'branch.commitId', '--output', 'text');
  return failed(answer) ? undefined : answer.text.trim();
}
