import { type Result, notChecked, ok, problem } from './result';
import { type Subject, inRepo, seenFrom } from './subject';
import type { World } from './world';
import type { Repo } from '../render/template';
import { EKSCTL } from '../versions';

/** How to learn the version of a program, and the oldest that the tasks take. */
interface Known {
  readonly args?: readonly string[];
  readonly version?: RegExp;
  readonly least?: string;
  readonly get: string;
  /** The deployment works without it. */
  readonly optional?: boolean;
}

const PACKAGE_MANAGER = 'Get it with the package manager of your system.';

/** The programs with versions that matter. For any other, it is enough that it is there. */
const KNOWN: Readonly<Record<string, Known>> = {
  aws: {
    args: ['--version'],
    version: /^aws-cli\/(\S+)/,
    least: '2.0.0',
    get: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  },
  docker: { get: 'https://docs.docker.com/engine/install/', optional: true },
  eksctl: {
    args: ['version'],
    version: /^v?(\d+\.\d+\.\d+)/,
    least: EKSCTL.version,
    get: 'https://docs.aws.amazon.com/eks/latest/eksctl/installation.html',
  },
  git: { args: ['--version'], version: /version (\S+)/, get: PACKAGE_MANAGER },
  kubectl: {
    args: ['version', '--client', '--output', 'json'],
    version: /"gitVersion": "v(\d+\.\d+\.\d+)/,
    get: 'https://kubernetes.io/docs/tasks/tools/',
  },
};

/** The oldest Node.js that this package runs on. */
const NODE = '20.17.0';

/** Whether the programs that tasks ask for with `need` are there, in versions that they take. */
export async function programResults(subject: Subject): Promise<Result[]> {
  const { world } = subject;
  const needs = neededPrograms(subject);
  const results = await Promise.all(
    [...needs].filter(([name]) => name !== 'node').map(([name, scripts]) => programResult(world, name, scripts)),
  );
  results.push(
    compareVersions(world.node, NODE) < 0
      ? problem(
        'programs', 'node', `Node.js is ${world.node}, but ${NODE} or later is required.`,
        'Install a newer Node.js: https://nodejs.org',
      )
      : ok('programs', `node ${world.node}`),
  );
  const fine = results
    .filter(({ status }) => status === 'ok')
    .map(({ what }) => what)
    .sort();
  return [ok('programs', fine.join(', ')), ...results.filter(({ status }) => status !== 'ok')];
}

/** The version of the cluster that the pair creates; undefined for one that exists. */
export function expectedVersion({ options }: Pick<Subject, 'options'>): string | undefined {
  return options.cluster === 'create' ? options.kubernetesVersion : undefined;
}

/**
 * kubectl is supported within one minor version of the API server. Source: the Kubernetes version skew policy.
 *
 * @param server the version of the cluster; undefined where it is not known
 */
export async function skewResults(world: World, server: string | undefined): Promise<Result[]> {
  const version = world.has('kubectl') ? await versionOf(world, 'kubectl', KNOWN.kubectl) : undefined;
  const [client, other] = [version, server].map((text) => Number(text?.split('.')[1]));
  return version === undefined || server === undefined || Math.abs(client - other) <= 1
    ? []
    : [
      problem(
        'programs', 'kubectl', `kubectl is ${version}, more than one minor version from the cluster's ${server}.`,
        `Install kubectl ${server.split('.').slice(0, 2).join('.')}: ${KNOWN.kubectl.get}`,
      ),
    ];
}

/** Each program, with the scripts of both repositories that need it. */
function neededPrograms(subject: Subject): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>();
  for (const name of subject.pair.names(/^(app|config)\/scripts\/.*\.sh$/)) {
    for (const [, programs] of (subject.pair.text(name) ?? '').matchAll(/^\s*need ((?:[a-z0-9-]+ ?)+)$/gm)) {
      programs
        .trim()
        .split(' ')
        .forEach((program) => needs.set(program, [...(needs.get(program) ?? []), taskOf(subject, name)]));
    }
  }
  return needs;
}

/** `config/scripts/app/sync.sh` → `npx projen app:sync (in ../shop-k8s-config)`; a library is needed by several tasks. */
function taskOf(subject: Subject, name: string): string {
  const [repo, , ...path] = name.replace(/\.sh$/, '').split('/');
  return path[0] === 'lib'
    ? `tasks that read ${seenFrom(subject, name)}`
    : inRepo(subject, repo as Repo, `npx projen ${path.join(':')}`);
}

async function programResult(world: World, name: string, users: readonly string[]): Promise<Result> {
  const known = KNOWN[name] ?? { get: PACKAGE_MANAGER };
  if (!world.has(name)) {
    const what = `${name} is not installed. Needed by: ${[...new Set(users)].join(', ')}`;
    return known.optional
      ? notChecked('programs', what, known.get)
      : problem('programs', name, what, `Install it: ${known.get}`);
  }
  const version = known.version && await versionOf(world, name, known);
  if (known.version && version === undefined) {
    return notChecked('programs', `${name} does not tell its version.`, [name, ...known.args ?? []].join(' '));
  }
  return known.least !== undefined && version !== undefined && compareVersions(version, known.least) < 0
    ? problem(
      'programs', name, `${name} is ${version}, but ${known.least} or later is required.`,
      `Install a newer one: ${known.get}`,
    )
    : ok('programs', version === undefined ? name : `${name} ${version}`);
}

async function versionOf(world: World, name: string, { args = [], version }: Known): Promise<string | undefined> {
  const { stdout, stderr } = await world.run(name, args);
  return version?.exec(stdout)?.[1] ?? version?.exec(stderr)?.[1];
}

/** Compares numbers: 1.10.0 is later than 1.9.3. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(/[.+-]/).map((part) => Number(part) || 0));
  const different = [0, 1, 2].find((index) => (left[index] ?? 0) !== (right[index] ?? 0));
  return different === undefined ? 0 : (left[different] ?? 0) - (right[different] ?? 0);
}
