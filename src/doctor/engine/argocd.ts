import { type Fields, at, fieldsAt, isFields, listAt, textAt } from '../../checks/fields';
import { kustomizationsOf } from '../../checks/kubernetes/kustomize';
import type { ObjectAt } from '../../checks/kubernetes/object';
import type { Kubectl } from '../kubectl';
import { type Result, notChecked, ok, problem } from '../result';
import { isSame } from '../same';
import { type Subject, inRepo, seenFrom } from '../subject';
import { failed } from '../world';

/** Whether Argo CD's Application is the rendered one, and has applied the newest commit. */
export async function argocdResults(subject: Subject, kubectl: Kubectl, tip: string | undefined): Promise<Result[]> {
  const name = `${subject.options.appName}-${subject.options.environment}`;
  const answer = await kubectl.call(
    '--namespace', 'argocd', 'get', 'applications.argoproj.io', name, '--output', 'json',
  );
  if (failed(answer)) {
    return [notInCluster(subject, name, answer.problem)];
  }
  const live: unknown = parsed(answer.text);
  if (!isFields(live)) {
    return [notChecked('cluster', `kubectl did not print the Application ${name} as JSON.`)];
  }
  return [
    ...specResults(subject, name, live), ...revisionResults(subject, name, live, tip),
    ...stateResults(subject, name, live),
  ];
}

function notInCluster(subject: Subject, name: string, complaint: string): Result {
  if (/doesn't have a resource type/.test(complaint)) {
    return notChecked(
      'cluster', 'Argo CD is not installed in the cluster.', inRepo(subject, 'config', 'npx projen argocd:install'),
    );
  }
  return /\(NotFound\)/.test(complaint)
    ? notChecked(
      'cluster', `The Application ${name} is not in the cluster.`, inRepo(subject, 'config', 'npx projen app:create'),
    )
    : notChecked('cluster', `kubectl cannot read the Application ${name}: ${complaint}`);
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
    return [notChecked('cluster', `The files of the config repo have no Application ${name} to compare with.`)];
  }
  const differ = differingFields(fieldsAt(rendered.value, 'spec'), fieldsAt(live, 'spec'));
  return [
    differ.length === 0
      ? ok('cluster', `The Application ${name} is the rendered one.`)
      : problem(
        'cluster', seenFrom(subject, rendered.file),
        `The Application ${name} in the cluster differs: ${differ.join(', ')}.`,
        inRepo(subject, 'config', 'npx projen app:create'),
      ),
  ];
}

function renderedApplication({ pair }: Subject, name: string): ObjectAt | undefined {
  return kustomizationsOf(pair)
    .flatMap(({ objects }) => objects)
    .find((object) => object.kind === 'Application' && object.name === name);
}

/** What Argo CD takes for fields of `automated` that are missing. */
const AUTOMATED = { enabled: true, prune: false, selfHeal: false, allowEmpty: false };

/** Argo CD may add fields with defaults to a spec. `automated` alone says something by its absence. */
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

function revisionResults(subject: Subject, name: string, live: Fields, tip: string | undefined): Result[] {
  const revision = textAt(live, 'status', 'sync', 'revision');
  if (tip === undefined || revision === undefined) {
    return [
      notChecked(
        'cluster',
        `The newest commit of ${subject.options.defaultBranch} was not compared with the one that Argo CD read.`,
      ),
    ];
  }
  return [
    revision === tip
      ? ok('cluster', `Argo CD read the newest commit of ${subject.options.defaultBranch} (${tip.slice(0, 7)}).`)
      : problem(
        'cluster', name,
        `Argo CD read the commit ${revision.slice(0, 7)}, but ${subject.options.defaultBranch} is at ${tip.slice(0, 7)}.`,
        `Argo CD looks at Git about once a minute; after that, ${inRepo(subject, 'config', 'npx projen app:status')} says why it does not`,
      ),
  ];
}

function stateResults(subject: Subject, name: string, live: Fields): Result[] {
  const [sync, health] = [textAt(live, 'status', 'sync', 'status'), textAt(live, 'status', 'health', 'status')];
  const errors = listAt(live, 'status', 'conditions')
    .filter(({ type }) => /Error$/.test(String(type)))
    .map(({ message }) => String(message));
  const task = (names: string) => inRepo(subject, 'config', names);
  return [
    ...errors.map((message) => problem('cluster', name, `Argo CD reports: ${message}`, task('npx projen app:status'))),
    sync === 'Synced'
      ? ok('cluster', 'The cluster is in line with Git.')
      : problem(
        'cluster', name, `The cluster is not in line with Git (${sync ?? 'Unknown'}).`,
        task('npx projen app:diff, then npx projen app:sync'),
      ),
    ['Healthy', 'Progressing', 'Suspended'].includes(health ?? '')
      ? ok('cluster', `The application is ${health}.`)
      : problem('cluster', name, `The application is ${health ?? 'Unknown'}.`, task('npx projen app:status')),
  ];
}
