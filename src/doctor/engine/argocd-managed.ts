import { argocdResults } from './argocd';
import { at, textAt } from '../../checks/fields';
import type { Aws } from '../aws/aws';
import type { Kubectl } from '../kubectl';
import { type Result, notChecked, ok, problem } from '../result';
import { type Subject, inRepo } from '../subject';
import type { Tips } from '../tips';
import { failed } from '../world';

/**
 * Whether the cluster has an active Argo CD capability that can deploy to it, and whether its Application is the
 * rendered one and has applied the newest commit.
 */
export async function argocdManagedResults(
  subject: Subject, kubectl: Kubectl, tips: Tips, aws: Aws | undefined,
): Promise<Result[]> {
  return [
    ...aws ? [await capabilityResult(subject, aws)] : [],
    await registrationResult(subject, kubectl),
    ...await argocdResults(subject, kubectl, tips),
  ];
}

async function capabilityResult(subject: Subject, aws: Aws): Promise<Result> {
  const { clusterName } = subject.options;
  const fix = inRepo(subject, 'config', 'npx projen argocd:install');
  const answer = await aws.json(
    'eks', 'list-capabilities', '--cluster-name', clusterName, '--query', "capabilities[?type=='ARGOCD'] | [0]",
  );
  if ('problem' in answer) {
    return notChecked('cluster', `EKS did not list the capabilities of ${clusterName}: ${answer.problem}`);
  }
  const [name, status] = ['capabilityName', 'status'].map((field) => textAt(answer.value, field));
  if (name === undefined) {
    return notChecked('cluster', `The cluster ${clusterName} has no Argo CD capability.`, fix);
  }
  return status === 'ACTIVE'
    ? ok('cluster', `The capability ${name} is ACTIVE.`)
    : problem('cluster', name, `The capability ${name} is ${status ?? 'in no state'}.`, fix);
}

async function registrationResult(subject: Subject, kubectl: Kubectl): Promise<Result> {
  const fix = inRepo(subject, 'config', 'npx projen argocd:install');
  const project = `${subject.options.appName}-${subject.options.environment}`;
  const answer = await kubectl.call('--namespace', 'argocd', 'get', 'secret', 'in-cluster', '--output', 'json');
  if (failed(answer)) {
    return /\(NotFound\)/.test(answer.problem)
      ? notChecked('cluster', 'The cluster is not registered with Argo CD.', fix)
      : notChecked('cluster', `kubectl cannot read the registration of the cluster: ${answer.problem}`);
  }
  const registered = projectIn(answer.text);
  return registered === project
    ? ok('cluster', 'The cluster is registered with Argo CD.')
    : problem(
      'cluster', 'in-cluster',
      `The cluster is registered for the project ${registered || '(none)'}, not ${project}: Argo CD cannot deploy to it.`, fix,
    );
}

function projectIn(text: string): string | undefined {
  try {
    const encoded = at(JSON.parse(text), 'data', 'project');
    return typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString() : undefined;
  } catch {
    return undefined;
  }
}
