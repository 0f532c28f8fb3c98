import { type Fields, at, fieldsAt, isFields, listAt, textAt } from '../../checks/fields';
import { kustomizationsOf } from '../../checks/kubernetes/kustomize';
import type { ObjectAt } from '../../checks/kubernetes/object';
import { type Environment, environmentsInCluster } from '../../environments/environments';
import type { Kubectl } from '../kubectl';
import { type Result, notChecked, ok, problem } from '../result';
import { isSame } from '../same';
import { type Subject, inRepo, seenFrom } from '../subject';
import type { Tips } from '../tips';
import { clusterFlag, flagFor } from './argocd';
import { failed } from '../world';

/** Flux's objects of a pair, by their kind. The value is the full name, because other products have the same kinds. */
const KINDS = {
  GitRepository: 'gitrepositories.source.toolkit.fluxcd.io',
  Kustomization: 'kustomizations.kustomize.toolkit.fluxcd.io',
} as const;

type Kind = keyof typeof KINDS;

/** Whether Flux's two objects are the rendered ones, and have applied the newest commit. */
export async function fluxResults(subject: Subject, kubectl: Kubectl, tips: Tips): Promise<Result[]> {
  const results = environmentsInCluster(subject.options, kubectl.clusterName)
    .map((one) => applicationResults(subject, kubectl, tips, one));
  return (await Promise.all(results)).flat();
}

async function applicationResults(
  subject: Subject, kubectl: Kubectl, tips: Tips, environment: Environment,
): Promise<Result[]> {
  const { applicationName: name } = environment;
  const [source, application] = await Promise.all(
    (['GitRepository', 'Kustomization'] as const).map((kind) => read(subject, kubectl, kind, name)),
  );
  if (isResult(source) || isResult(application)) {
    return [...new Map([source, application].filter(isResult).map((result) => [result.what, result])).values()];
  }
  return [
    ...specResults(subject, 'GitRepository', name, source), ...specResults(subject, 'Kustomization', name, application),
    ...sourceResults(subject, name, source), ...revisionResults(subject, environment, application, tips),
    ...stateResults(subject, name, application),
  ];
}

async function read(subject: Subject, kubectl: Kubectl, kind: Kind, name: string): Promise<Fields | Result> {
  const answer = await kubectl.call('--namespace', name, 'get', KINDS[kind], name, '--output', 'json');
  if (failed(answer)) {
    return notInCluster(subject, kind, name, answer.problem);
  }
  try {
    const live: unknown = JSON.parse(answer.text);
    if (isFields(live)) {
      return live;
    }
  } catch {
    // Not JSON: see below.
  }
  return notChecked('cluster', `kubectl did not print the ${kind} ${name} as JSON.`);
}

function isResult(value: Fields | Result): value is Result {
  return 'check' in value;
}

function notInCluster(subject: Subject, kind: Kind, name: string, complaint: string): Result {
  if (/doesn't have a resource type/.test(complaint)) {
    return notChecked(
      'cluster', 'Flux is not installed in the cluster.', inRepo(subject, 'config', `npx projen flux:install${clusterFlag(subject, name)}`),
    );
  }
  return /\(NotFound\)/.test(complaint)
    ? notChecked(
      'cluster', `The ${kind} ${name} is not in the cluster.`, inRepo(subject, 'config', `npx projen app:create${flagFor(subject, name)}`),
    )
    : notChecked('cluster', `kubectl cannot read the ${kind} ${name}: ${complaint}`);
}

function specResults(subject: Subject, kind: Kind, name: string, live: Fields): Result[] {
  const rendered = renderedObject(subject, kind, name);
  if (rendered === undefined) {
    return [notChecked('cluster', `The files of the config repo have no ${kind} ${name} to compare with.`)];
  }
  const differ = leaves(fieldsAt(rendered.value, 'spec'), '')
    .filter(([path, value]) => !isSame(at(live, 'spec', ...path.split('.')), value))
    .map(([path, value]) => `${path} is ${written(at(live, 'spec', ...path.split('.')))}, not ${written(value)}`);
  return [
    differ.length === 0
      ? ok('cluster', `The ${kind} ${name} is the rendered one.`)
      : problem(
        'cluster', seenFrom(subject, rendered.file), `The ${kind} ${name} in the cluster differs: ${differ.join(', ')}.`,
        inRepo(subject, 'config', `npx projen app:create${flagFor(subject, name)}`),
      ),
  ];
}

function renderedObject({ pair }: Subject, kind: Kind, name: string): ObjectAt | undefined {
  return kustomizationsOf(pair)
    .flatMap(({ objects }) => objects)
    .find((object) => object.kind === kind && object.name === name);
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? 'not set';
}

function leaves(value: Fields, before: string): Array<[path: string, value: unknown]> {
  return Object.entries(value).flatMap(([key, item]) =>
    isFields(item) ? leaves(item, `${before}${key}.`) : [[`${before}${key}`, item]],
  );
}

function readyOf(live: Fields): Fields {
  return listAt(live, 'status', 'conditions').find(({ type }) => type === 'Ready') ?? {};
}

function sourceResults(subject: Subject, name: string, source: Fields): Result[] {
  const ready = readyOf(source);
  return ready.status !== 'False'
    ? []
    : [problem(
      'cluster', name, `Flux cannot read the config repo: ${String(ready.message)}`,
      inRepo(subject, 'config', `npx projen flux:connect${clusterFlag(subject, name)}`),
    )];
}

function revisionResults(
  subject: Subject, { applicationName: name, syncPolicy, stateBranch }: Environment, live: Fields, tips: Tips,
): Result[] {
  const { pollSeconds } = subject.options;
  const tip = tips.get(stateBranch);
  const flag = flagFor(subject, name);
  const applied = textAt(live, 'status', 'lastAppliedRevision')?.split(':').at(-1);
  if (tip === undefined || applied === undefined) {
    return [
      notChecked('cluster', `The newest commit of ${stateBranch} was not compared with the one that Flux applied.`),
    ];
  }
  const automated = syncPolicy === 'automated' ? `Flux polls Git every ${pollSeconds} seconds; after that, ` : '';
  const task = inRepo(subject, 'config', `npx projen ${automated ? `app:status${flag}` : `app:diff${flag}, then npx projen app:sync${flag}`}`);
  return [
    applied === tip
      ? ok('cluster', `Flux applied the newest commit of ${stateBranch} (${tip.slice(0, 7)}).`)
      : problem(
        'cluster', name,
        `Flux applied the commit ${applied.slice(0, 7)}, but ${stateBranch} is at ${tip.slice(0, 7)}.`,
        automated ? `${automated}${task} says why it does not` : task,
      ),
  ];
}

function stateResults(subject: Subject, name: string, live: Fields): Result[] {
  const { status, reason, message } = readyOf(live);
  const shown = subject.options.environments.length > 0 ? ` ${name}` : '';
  if (status === 'True') {
    return [ok('cluster', `The application${shown} is healthy.`)];
  }
  return reason === 'Progressing'
    ? [ok('cluster', `The application${shown} is progressing.`)]
    : [problem(
      'cluster', name, `Flux reports: ${String(reason ?? 'Unknown')}: ${String(message ?? 'no message')}`,
      inRepo(subject, 'config', `npx projen app:status${flagFor(subject, name)}`),
    )];
}
