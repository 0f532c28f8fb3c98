import { usesTerraform } from './aws/terraform';
import { type Result, notChecked, ok, problem } from './result';
import { type Subject, inRepo, seenFrom } from './subject';
import type { World } from './world';
import type { PairRepo } from '../options/repo';
import { EKSCTL, KIND, TERRAFORM } from '../versions';

/** How to read a program's version, and the minimum version that the tasks require. */
interface Known {
  readonly args?: readonly string[];
  readonly version?: RegExp;
  readonly least?: string;
  readonly get: string;
  /** The deployment does not require it. */
  readonly optional?: boolean;
}

const PACKAGE_MANAGER = 'use the package manager of your operating system.';

/** Programs that are not listed here only have to be on PATH. */
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
  kind: {
    args: ['version'],
    version: /v(\d+\.\d+\.\d+)/,
    least: `0.${KIND.minor}.0`,
    get: 'https://kind.sigs.k8s.io/docs/user/quick-start/#installation',
    optional: true,
  },
  kubectl: {
    args: ['version', '--client', '--output', 'json'],
    version: /"gitVersion": "v(\d+\.\d+\.\d+)/,
    get: 'https://kubernetes.io/docs/tasks/tools/',
  },
  terraform: {
    args: ['version'],
    version: /v(\d+\.\d+\.\d+)/,
    least: TERRAFORM.terraform,
    get: 'https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install/',
  },
  tofu: {
    args: ['version'],
    version: /v(\d+\.\d+\.\d+)/,
    least: TERRAFORM.tofu,
    get: 'https://opentofu.org/docs/intro/install/',
  },
};

/** The minimum Node.js version of this package. */
const NODE = '20.17.0';

/** Checks that the programs that tasks require with `need` are installed in supported versions. */
export async function programResults(subject: Subject): Promise<Result[]> {
  const { world } = subject;
  const needs = neededPrograms(subject);
  const results = await Promise.all(
    [...needs].filter(([name]) => name !== 'node').map(([name, scripts]) => programResult(world, name, scripts)),
  );
  results.push(
    compareVersions(world.node, NODE) < 0
      ? problem(
        'programs', 'node', `Node.js ${world.node} is too old: ${NODE} or later is required.`,
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

/** The Kubernetes version of the cluster that the pair creates; undefined for an existing cluster. */
export function expectedVersion({ options }: Pick<Subject, 'options'>): string | undefined {
  return options.cluster === 'create' ? options.kubernetesVersion : undefined;
}

/**
 * The Kubernetes version skew policy supports kubectl within one minor version of the API server.
 *
 * @param server the version of the cluster; undefined if unknown
 */
export async function skewResults(world: World, server: string | undefined): Promise<Result[]> {
  const version = world.has('kubectl') ? await versionOf(world, 'kubectl', KNOWN.kubectl) : undefined;
  const [client, other] = [version, server].map((text) => Number(text?.split('.')[1]));
  return version === undefined || server === undefined || Math.abs(client - other) <= 1
    ? []
    : [
      problem(
        'programs', 'kubectl', `kubectl ${version} is more than one minor version from the cluster's ${server}.`,
        `Install kubectl ${server.split('.').slice(0, 2).join('.')}: ${KNOWN.kubectl.get}`,
      ),
    ];
}

/** The required programs, each with the tasks of both repositories that use it. */
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
  if (subject.pair.has('app') && usesTerraform(subject)) {
    needs.set(terraformProgram(subject.world), [inRepo(subject, 'app', 'npx projen infra:plan')]);
  }
  return needs;
}

/** The program that scripts/lib/terraform.sh selects. */
function terraformProgram({ env, has }: World): string {
  return env.TERRAFORM ?? (!has('terraform') && has('tofu') ? 'tofu' : 'terraform');
}

/** `config/scripts/app/sync.sh` → `npx projen app:sync (in ../shop-k8s-config)`. Several tasks read a library. */
function taskOf(subject: Subject, name: string): string {
  const [repo, , ...path] = name.replace(/\.sh$/, '').split('/');
  return path[0] === 'lib'
    ? `tasks that use ${seenFrom(subject, name)}`
    : inRepo(subject, repo as PairRepo, `npx projen ${path.join(':')}`);
}

async function programResult(world: World, name: string, users: readonly string[]): Promise<Result> {
  const known = KNOWN[name] ?? { get: PACKAGE_MANAGER };
  if (!world.has(name)) {
    const what = `${name} is not installed. Used by: ${[...new Set(users)].join(', ')}`;
    return known.optional
      ? notChecked('programs', what, known.get)
      : problem('programs', name, what, `Install it: ${known.get}`);
  }
  const version = known.version && await versionOf(world, name, known);
  if (known.version && version === undefined) {
    return notChecked('programs', `${name} did not print its version.`, [name, ...known.args ?? []].join(' '));
  }
  return known.least !== undefined && version !== undefined && compareVersions(version, known.least) < 0
    ? problem(
      'programs', name, `${name} ${version} is too old: ${known.least} or later is required.`,
      `Install a newer version: ${known.get}`,
    )
    : ok('programs', version === undefined ? name : `${name} ${version}`);
}

async function versionOf(world: World, name: string, { args = [], version }: Known): Promise<string | undefined> {
  const { stdout, stderr } = await world.run(name, args);
  return version?.exec(stdout)?.[1] ?? version?.exec(stderr)?.[1];
}

/** Compares the numbers of two versions: 1.10.0 is later than 1.9.3. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split(/[.+-]/).map((part) => Number(part) || 0));
  const different = [0, 1, 2].find((index) => (left[index] ?? 0) !== (right[index] ?? 0));
  return different === undefined ? 0 : (left[different] ?? 0) - (right[different] ?? 0);
}
