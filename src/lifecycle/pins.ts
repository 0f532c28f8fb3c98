import { endOfSupport } from '../end-dates';
import { PRODUCTS, type ProductName } from './products';
import { Architecture, type GitOpsEngine } from '../options/enums';
import type { Repo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';
import { ARGOCD, CODEBUILD, KUBERNETES_VERSIONS, NODE_IMAGE } from '../versions';

/** A version that the files of a repository contain. */
export interface Pin {
  readonly product: ProductName;
  readonly version: string;
  /** What to do before its support ends, in npm commands. */
  readonly fix: string;
}

/** The version of each engine. Undefined if AWS selects it, or if its support has no end date. */
const ENGINES: Readonly<Record<`${GitOpsEngine}`, Pin | undefined>> = {
  'argocd': {
    product: 'argocd',
    version: minorOf(ARGOCD.version),
    fix: 'Run "npx projen upgrade", then "npx projen argocd:install".',
  },
  // AWS selects its version and updates it.
  'argocd-managed': undefined,
  // Flux announces no dates: it maintains its three newest minor versions (https://fluxcd.io/flux/releases/).
  'flux': undefined,
};

/**
 * Returns the pinned versions of a repository. An answer or an edited Dockerfile takes precedence over this release's
 * versions.
 *
 * @param dockerfile the text of the Dockerfile; undefined if there is none
 */
export function pinsOf(repo: Repo, options: ResolvedOptions, dockerfile?: string): Pin[] {
  return [...(repo === 'config' ? [] : appPins(options, dockerfile)), ...(repo === 'app' ? [] : configPins(options))];
}

/** Returns every version that this release can pin, each once. */
export function allPins(): Pin[] {
  const pins = [
    ...KUBERNETES_VERSIONS.map(({ version }) => kubernetesPin(version)),
    ...Object.values(ENGINES).filter((pin) => pin !== undefined),
    ...Object.values(Architecture).flatMap((architecture) => appPins({ architecture }, undefined)),
  ];
  return pins.filter((pin, index) => pins.findIndex((other) => titleOf(other) === titleOf(pin)) === index);
}

export function titleOf({ product, version }: Pick<Pin, 'product' | 'version'>): string {
  return `${PRODUCTS[product].title} ${version}`;
}

export function endOf({ product, version }: Pick<Pin, 'product' | 'version'>): string | undefined {
  return endOfSupport(product, version);
}

function kubernetesPin(version: string): Pin {
  const newer = KUBERNETES_VERSIONS.map((one) => one.version).filter((one) => isNewer(one, version));
  // EKS upgrades by one minor version at a time.
  const next = newer.at(-1);
  return {
    product: 'kubernetes',
    version,
    fix: [
      next
        ? `Set "kubernetesVersion": "${next}" in .projenrc.json of both repositories, run "npx projen" in both, and ` +
          'follow the printed steps.'
        : 'Run "npx projen upgrade" in both repositories, then set a newer "kubernetesVersion" in .projenrc.json.',
      'After this date, EKS upgrades the cluster itself.',
    ].join(' '),
  };
}

function configPins({ cluster, engine, kubernetesVersion }: ResolvedOptions): Pin[] {
  return [
    ...(cluster === 'create' ? [kubernetesPin(kubernetesVersion)] : []),
    ...[ENGINES[engine]].filter((pin) => pin !== undefined),
  ];
}

function appPins({ architecture }: Pick<ResolvedOptions, 'architecture'>, dockerfile: string | undefined): Pin[] {
  const image = imageIn(dockerfile ?? '') ?? imageIn(`FROM ${NODE_IMAGE}`);
  const isOurs = image?.name === NODE_IMAGE;
  const fix = isOurs
    ? 'Run "npx projen upgrade": it merges a newer base image into Dockerfile.'
    : `Change the base image in Dockerfile, for example to ${NODE_IMAGE}.`;
  return [
    ...(image?.node ? [{ product: 'node' as const, version: image.node, fix }] : []),
    ...(image?.alpine ? [{ product: 'alpine' as const, version: image.alpine, fix }] : []),
    {
      product: 'codebuild',
      version: CODEBUILD[architecture].image,
      fix: 'Run "npx projen upgrade", then "npx projen pipeline:deploy".',
    },
  ];
}

/** The last base image of a Dockerfile, which is the one that runs. Undefined if it is not an image of Node.js. */
function imageIn(dockerfile: string): { name: string; node?: string; alpine?: string } | undefined {
  const name = [...dockerfile.matchAll(/^FROM +(?:--\S+ +)*(\S+)/gim)].at(-1)?.[1];
  const [, node, alpine] = /\bnode:(\d+)[\d.]*(?:-alpine(\d+\.\d+))?/.exec(name ?? '') ?? [];
  return name === undefined ? undefined : { name, node, alpine };
}

function minorOf(version: string): string {
  return version.replace(/^v/, '').split('.').slice(0, 2).join('.');
}

function isNewer(one: string, other: string): boolean {
  return Number(one.split('.')[1]) > Number(other.split('.')[1]);
}
