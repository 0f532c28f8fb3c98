import { type Fields, at, fieldsAt, isFields, listAt, textAt } from '../../checks/fields';
import { kustomizationsOf } from '../../checks/kubernetes/kustomize';
import type { ObjectAt } from '../../checks/kubernetes/object';
import { clustersOf } from '../../environments/clusters';
import { type Environment, environmentsInCluster } from '../../environments/environments';
import type { Kubectl } from '../kubectl';
import { type Result, notChecked, ok, problem } from '../result';
import { isSame } from '../same';
import { type Subject, inRepo, seenFrom } from '../subject';
import type { Tips } from '../tips';
import { failed } from '../world';

/** Checks that the Application in the cluster matches the rendered one and that Argo CD read the latest commit. */
export async function argocdResults(subject: Subject, kubectl: Kubectl, tips: Tips): Promise<Result[]> {
  const results = environmentsInCluster(subject.options, kubectl.clusterName)
    .map((one) => applicationResults(subject, kubectl, tips, one));
  return (await Promise.all(results)).flat();
}

async function applicationResults(
  subject: Subject, kubectl: Kubectl, tips: Tips, { applicationName: name, stateBranch }: Environment,
): Promise<Result[]> {
  const answer = await kubectl.call(
    '--namespace', 'argocd', 'get', 'applications.argoproj.io', name, '--output', 'json',
  );
  if (failed(answer)) {
    return [notInCluster(subject, name, answer.problem)];
  }
  const live: unknown = parsed(answer.text);
  if (!isFields(live)) {
    return [notChecked('cluster', `kubectl printed invalid JSON for the Application ${name}.`)];
  }
  return [
    ...specResults(subject, name, live),
    ...revisionResults(subject, name, live, { branch: stateBranch, tip: tips.get(stateBranch) }),
    ...stateResults(subject, name, live),
  ];
}

function notInCluster(subject: Subject, name: string, complaint: string): Result {
  if (/doesn't have a resource type/.test(complaint)) {
    return notChecked(
      'cluster', 'Argo CD is not installed in the cluster.', inRepo(subject, 'config', `npx projen argocd:install${clusterFlag(subject, name)}`),
    );
  }
  return /\(NotFound\)/.test(complaint)
    ? notChecked(
      'cluster', `The Application ${name} does not exist in the cluster.`, inRepo(subject, 'config', `npx projen app:create${flagFor(subject, name)}`),
    )
    : notChecked('cluster', `kubectl cannot read the Application ${name}: ${complaint}`);
}

/** The flag of the tasks for the environment of an Application, if there are several. */
export function flagFor({ options }: Subject, name: string): string {
  return options.environments.length > 0 ? ` --env ${name.slice(options.appName.length + 1)}` : '';
}

/** The flag of the tasks for the cluster of an Application, if there are several clusters. */
export function clusterFlag(subject: Subject, name: string): string {
  return clustersOf(subject.options).length > 1 ? flagFor(subject, name) : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function specResults(subject: Subject, name: string, live: Fields): Result[] {
  const rendered = renderedApplication(subject, name);
  if (rendered === undefined) {
    return [notChecked('cluster', `The config repo does not contain an Application ${name} to compare with.`)];
  }
  const differ = differingFields(fieldsAt(rendered.value, 'spec'), fieldsAt(live, 'spec'));
  return [
    differ.length === 0
      ? ok('cluster', `The Application ${name} matches the rendered one.`)
      : problem(
        'cluster', seenFrom(subject, rendered.file),
        `The Application ${name} in the cluster differs: ${differ.join(', ')}.`,
        inRepo(subject, 'config', `npx projen app:create${flagFor(subject, name)}`),
      ),
  ];
}

function renderedApplication({ pair }: Subject, name: string): ObjectAt | undefined {
  return kustomizationsOf(pair)
    .flatMap(({ objects }) => objects)
    .find((object) => object.kind === 'Application' && object.name === name);
}

/** Argo CD's defaults for missing fields of `automated`. */
const AUTOMATED = { enabled: true, prune: false, selfHeal: false, allowEmpty: false };

/** Ignores fields that Argo CD adds with their defaults. A missing `automated` turns automated sync off. */
function differingFields(rendered: Fields, live: Fields): string[] {
  const differ = leaves(rendered, '').filter(([path]) => !path.startsWith('syncPolicy.automated'))
    .filter(([path, value]) => !isSame(at(live, ...path.split('.')), value))
    .map(([path, value]) => `${path} is ${written(at(live, ...path.split('.')))}, not ${written(value)}`);
  const [ours, theirs] = [rendered, live]
    .map((spec) => at(spec, 'syncPolicy', 'automated'))
    .map((automated) => (isFields(automated) ? { ...AUTOMATED, ...automated } : undefined));
  return [
    ...differ, ...(isSame(ours, theirs) ? [] : [`syncPolicy.automated is ${written(theirs)}, not ${written(ours)}`]),
  ];
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? 'not set';
}

function leaves(value: Fields, before: string): Array<[path: string, value: unknown]> {
  return Object.entries(value).flatMap(([key, item]) =>
    isFields(item) ? leaves(item, `${before}${key}.`) : [[`${before}${key}`, item]],
  );
}

function revisionResults(
  subject: Subject, name: string, live: Fields, { branch, tip }: { readonly branch: string; readonly tip?: string },
): Result[] {
  const revision = textAt(live, 'status', 'sync', 'revision');
  if (tip === undefined || revision === undefined) {
    return [
      notChecked(
        'cluster',
        `The latest commit of ${branch} was not compared with the commit that Argo CD read.`,
      ),
    ];
  }
  return [
    revision === tip
      ? ok('cluster', `Argo CD read the latest commit of ${branch} (${tip.slice(0, 7)}).`)
      : problem(
        'cluster', name,
        `Argo CD read the commit ${revision.slice(0, 7)}, but ${branch} is at ${tip.slice(0, 7)}.`,
        `Argo CD polls Git every ${subject.options.engine === 'argocd' ? `${subject.options.pollSeconds} seconds` : 'few minutes'}; if it is still behind after that, ${inRepo(subject, 'config', `npx projen app:status${flagFor(subject, name)}`)} shows the reason`,
      ),
  ];
}

function stateResults(subject: Subject, name: string, live: Fields): Result[] {
  const [sync, health] = [textAt(live, 'status', 'sync', 'status'), textAt(live, 'status', 'health', 'status')];
  const errors = listAt(live, 'status', 'conditions')
    .filter(({ type }) => /Error$/.test(String(type)))
    .map(({ message }) => String(message));
  const flag = flagFor(subject, name);
  const task = (names: string) => inRepo(subject, 'config', names);
  return [
    ...errors.map((message) => problem('cluster', name, `Argo CD reports: ${message}`, task(`npx projen app:status${flag}`))),
    sync === 'Synced'
      ? ok('cluster', `The cluster matches Git${flag && ` (${name})`}.`)
      : problem(
        'cluster', name, `The cluster does not match Git (${sync ?? 'Unknown'}).`,
        task(`npx projen app:diff${flag}, then npx projen app:sync${flag}`),
      ),
    ['Healthy', 'Progressing', 'Suspended'].includes(health ?? '')
      ? ok('cluster', `The application${flag && ` ${name}`} is ${health}.`)
      : problem('cluster', name, `The application is ${health ?? 'Unknown'}.`, task(`npx projen app:status${flag}`)),
  ];
}
