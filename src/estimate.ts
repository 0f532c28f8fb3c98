import { clustersOf } from './environments/clusters';
import { environmentsOf } from './environments/environments';
import type { ResolvedOptions } from './options/resolved-options';
import { AUTO_MODE_SHARE, HOURS_PER_MONTH, INSTANCES, PRICE_LIST, PRICES, priceText } from './prices';

/** One resource of the pair that costs money. */
export interface CostLine {
  readonly what: string;
  /** The list price in US dollars, with its unit. */
  readonly price: string;
  /** US dollars. Undefined if the cost depends on usage. */
  readonly perHour?: number;
  /** US dollars, rounded. Undefined if the cost depends on usage. */
  readonly perMonth?: number;
  /** The answers that cause the cost, or `always`. */
  readonly why: string;
}

/** What a pair costs while the pipeline and the service are idle. */
export interface Estimate {
  /** The costs that do not depend on usage, highest first, and then the others. */
  readonly lines: readonly CostLine[];
  /** US dollars, without the costs that depend on usage. */
  readonly perHour: number;
  /** US dollars: the sum of the rounded lines. */
  readonly perMonth: number;
  /** The region of the list prices, which may differ from the pair's. */
  readonly region: string;
  /** The date of the list prices. */
  readonly date: string;
  /** Where to look up the current prices. */
  readonly calculator: string;
}

/** EKS Auto Mode selects the instance types: these are examples. */
const AUTO_MODE_TYPE = { amd64: 'c6a.large', arm64: 'm7g.large' } as const;
/** The instance types in cluster/eksctl.yaml. */
const MANAGED_TYPE = { amd64: 'm6i.large', arm64: 'm6g.large' } as const;
const NODES = 2;
/** GB for each node: the default of eksctl and of Auto Mode's NodeClass. */
const VOLUME = 80;
/** The number of zones, and so of public addresses, of a load balancer. */
const ZONES = 2;

/** Estimates what a pair costs, from list prices. */
export function estimate(options: ResolvedOptions): Estimate {
  const fixed = [...clusterCosts(options), ...engineCosts(options), ...loadBalancerCosts(options), KEY]
    .sort((one, other) => other.perHour - one.perHour);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return Object.freeze({
    ...PRICE_LIST,
    lines: Object.freeze([...fixed, ...usageCosts(options)]),
    perHour: round(sum(fixed.map(({ perHour }) => perHour)), 2),
    perMonth: sum(fixed.map(({ perMonth }) => perMonth)),
  });
}

function clusterCosts(options: ResolvedOptions): FixedCost[] {
  const { cluster, compute, architecture } = options;
  if (cluster !== 'create') {
    return [];
  }
  const isAutoMode = compute === 'auto-mode';
  const type = isAutoMode ? AUTO_MODE_TYPE[architecture] : MANAGED_TYPE[architecture];
  const node = INSTANCES[type];
  const nodesWhy = `compute: ${compute}, architecture: ${architecture}`;
  const count = clustersOf(options).length;
  // The prices are those of one region: other regions differ.
  const [why, each] = count > 1 ? ['environments', ' each'] : ['cluster: create', ''];
  const nodes = count > 1 ? `nodes of ${count} clusters: two ${type} each` : `nodes: two ${type}`;
  return [
    hourly(count > 1 ? `${count} EKS clusters` : 'EKS cluster', count * PRICES.eksClusterHour.dollars,
      `${priceText(PRICES.eksClusterHour)} an hour${each}; ${priceText(PRICES.eksExtendedSupportHour)} in extended support`,
      why),
    isAutoMode
      ? hourly(`${nodes}, for example, and Auto Mode`, count * NODES * node.dollars * (1 + AUTO_MODE_SHARE),
        `${priceText(node)} an hour each, and ${AUTO_MODE_SHARE * 100} % for Auto Mode`, nodesWhy)
      : hourly(nodes, count * NODES * node.dollars, `${priceText(node)} an hour each`, nodesWhy),
    monthly(`volumes of ${count > 1 ? count * NODES : 'two'} nodes, ${VOLUME} GB each`, count * NODES * VOLUME * PRICES.volumeGbMonth.dollars,
      `${priceText(PRICES.volumeGbMonth)} a GB and month`, why),
    hourly(count > 1 ? `${count} NAT gateways` : 'NAT gateway', count * PRICES.natGatewayHour.dollars,
      `${priceText(PRICES.natGatewayHour)} an hour${each}, ${priceText(PRICES.natGatewayGb)} a GB`, why),
    addresses(count > 1 ? 'the NAT gateways' : 'the NAT gateway', count, why),
  ];
}

function engineCosts({ engine }: ResolvedOptions): FixedCost[] {
  return engine !== 'argocd-managed' ? [] : [hourly(
    'Argo CD (EKS capability) with one Application',
    PRICES.argocdCapabilityHour.dollars + PRICES.argocdApplicationHour.dollars,
    `${priceText(PRICES.argocdCapabilityHour)} an hour, and ${priceText(PRICES.argocdApplicationHour)} for each Application`,
    'engine: argocd-managed',
  )];
}

function loadBalancerCosts(options: ResolvedOptions): FixedCost[] {
  const { loadBalancerScheme } = options;
  const count = environmentsOf(options).filter(({ serviceType }) => serviceType === 'LoadBalancer').length;
  if (count === 0) {
    return [];
  }
  const [balancers, owner] = count === 1
    ? ['Network Load Balancer', 'the load balancer in two zones']
    : [`Network Load Balancers of ${count} environments`, 'the load balancers in two zones'];
  const balancer = hourly(balancers, count * PRICES.networkLoadBalancerHour.dollars,
    `${priceText(PRICES.networkLoadBalancerHour)} an hour, ` +
    `${priceText(PRICES.networkLoadBalancerUnitHour)} an hour for each capacity unit`,
    options.environments.length > 0 ? 'environments' : 'serviceType: LoadBalancer');
  return loadBalancerScheme === 'internal' ? [balancer] : [
    balancer,
    addresses(owner, count * ZONES,
      `loadBalancerScheme: ${loadBalancerScheme}`),
  ];
}

function addresses(owner: string, count: number, why: string): FixedCost {
  const { publicAddressHour } = PRICES;
  return hourly(`public IPv4 address${count > 1 ? 'es' : ''} of ${owner}`, count * publicAddressHour.dollars,
    `${priceText(publicAddressHour)} an hour each`, why);
}

function usageCosts(options: ResolvedOptions): CostLine[] {
  const { architecture, scanGate, scanner, region } = options;
  const minute = architecture === 'arm64' ? PRICES.buildMinuteArm64 : PRICES.buildMinuteAmd64;
  return [
    {
      what: 'CodePipeline',
      price: `${priceText(PRICES.pipelineActionMinute)} a minute of each action, rounded up; ` +
        '100 minutes a month are free',
      why: 'always',
    },
    {
      what: 'CodeBuild',
      price: `${priceText(minute)} a minute of a build; 100 minutes a month are free`,
      why: `architecture: ${architecture}`,
    },
    {
      what: 'CodeCommit',
      price: `five active users are free, then ${priceText(PRICES.codeCommitUserMonth)} a month each; ` +
        'CodeBuild, CodePipeline and the GitOps engine count as users',
      why: 'always',
    },
    ...(scanGate !== 'none' && scanner === 'inspector'
      ? [{
        what: 'Amazon Inspector',
        price: `${priceText(PRICES.inspectorFirstScan)} the first scan of an image, ` +
          `${priceText(PRICES.inspectorRescan)} another one`,
        why: 'scanner: inspector',
      }]
      : []),
    {
      what: 'images (ECR), artifacts (S3)',
      price: `${priceText(PRICES.imageGbMonth)} and ${priceText(PRICES.artifactGbMonth)} a GB and month`,
      why: 'always',
    },
    ...clustersOf(options).some(({ clusterRegion }) => clusterRegion !== region)
      ? [{
        what: 'images that nodes pull from another region',
        price: 'data transfer out of the one region and into the other, a GB: see the prices of ECR',
        why: 'environments',
      }]
      : [],
    {
      what: 'logs (CloudWatch)',
      price: `${priceText(PRICES.logGb)} a GB written, ${priceText(PRICES.logGbMonth)} a GB and month kept`,
      why: 'always',
    },
  ];
}

type FixedCost = CostLine & { readonly perHour: number; readonly perMonth: number };

const KEY = monthly('KMS key of images, artifacts and logs', PRICES.kmsKeyMonth.dollars,
  `${priceText(PRICES.kmsKeyMonth)} a month`, 'always');

function hourly(what: string, perHour: number, price: string, why: string): FixedCost {
  return { what, price, perHour: round(perHour, 4), perMonth: Math.round(perHour * HOURS_PER_MONTH), why };
}

function monthly(what: string, perMonth: number, price: string, why: string): FixedCost {
  return { what, price, perHour: round(perMonth / HOURS_PER_MONTH, 4), perMonth: Math.round(perMonth), why };
}

function round(number: number, decimals: number): number {
  return Number(number.toFixed(decimals));
}
