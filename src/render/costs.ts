import type { ResolvedOptions } from '../options/resolved-options';

/** A row of the cost table: a resource of the pair and its price. */
export interface Cost {
  readonly what: string;
  /** The list price in US dollars, with its unit. */
  readonly price: string;
  /** US dollars per month, rounded. Undefined if the price depends on usage. */
  readonly month?: number;
}

/** The region and the date of the prices below. */
export const PRICES_OF = 'list prices of us-east-1 in dollars, November 2026';

/** Hours per month in AWS' price calculations. */
const HOURS = 730;
/** Examples for each architecture, with their price per hour. In Auto Mode, EKS selects the instance type. */
const AUTO_MODE_NODES: Readonly<Record<ResolvedOptions['architecture'], { readonly type: string; readonly hour: number }>> = {
  amd64: { type: 'c6a.large', hour: 0.0765 },
  arm64: { type: 'm7g.large', hour: 0.0816 },
};
const BUILD_MINUTE: Readonly<Record<ResolvedOptions['architecture'], string>> = { amd64: '0.005', arm64: '0.0034' };

/** The costs of a pair, highest first. */
export function costsOf(options: ResolvedOptions): readonly Cost[] {
  return Object.freeze([...clusterCosts(options), ...pipelineCosts(options)]);
}

/**
 * The cost of a month without builds and requests, in US dollars: the sum of the prices that do not depend on usage.
 */
export function idleMonth(costs: readonly Cost[]): number {
  return costs.reduce((sum, { month = 0 }) => sum + month, 0);
}

function clusterCosts({ cluster, compute, architecture, serviceType, loadBalancerScheme }: ResolvedOptions): Cost[] {
  const isCreated = cluster === 'create';
  const hasBalancer = serviceType === 'LoadBalancer';
  const node = AUTO_MODE_NODES[architecture];
  const autoModeNodes = hourly(
    `nodes: two ${node.type}, for example, and Auto Mode`, node.hour * 2 * 1.12,
    `${node.hour} an hour each, and 12 % for Auto Mode`,
  );
  const managedNodes = {
    what: `nodes: two ${architecture === 'arm64' ? 'm6g.large' : 'm6i.large'}`, price: 'on-demand price of EC2',
  };
  const addresses = [
    ...isCreated ? ['the NAT gateway'] : [],
    ...hasBalancer && loadBalancerScheme !== 'internal' ? ['the load balancer (one in each Availability Zone)'] : [],
  ];
  return [
    ...(isCreated && compute === 'auto-mode' ? [autoModeNodes] : []),
    ...(isCreated ? [hourly('EKS cluster', 0.1, '0.10 an hour; 0.60 in extended support')] : []),
    ...(isCreated && compute !== 'auto-mode' ? [managedNodes] : []),
    ...(isCreated ? [hourly('NAT gateway', 0.045, '0.045 an hour, 0.045 a GB')] : []),
    ...(hasBalancer
      ? [hourly('Network Load Balancer', 0.0225, '0.0225 an hour, 0.006 an hour for each capacity unit')]
      : []),
    ...(addresses.length > 0
      ? [hourly(`public IPv4 addresses of ${addresses.join(' and ')}`, 0.005 * addresses.length, '0.005 an hour each')]
      : []),
  ];
}

function pipelineCosts({ architecture, scanGate, scanner }: ResolvedOptions): Cost[] {
  return [
    { what: 'KMS key of images, artifacts and logs', price: '1.00 a month', month: 1 },
    { what: 'CodePipeline', price: '0.002 a minute of each action, rounded up; 100 minutes a month are free' },
    { what: 'CodeBuild', price: `${BUILD_MINUTE[architecture]} a minute of a build; 100 minutes a month are free` },
    {
      what: 'CodeCommit',
      price: 'five active users are free, then 1.00 a month each; CodeBuild, CodePipeline and the GitOps engine count as users',
    },
    ...(scanGate !== 'none' && scanner === 'inspector'
      ? [{ what: 'Amazon Inspector', price: '0.09 the first scan of an image, 0.01 another one' }]
      : []),
    { what: 'images (ECR), artifacts (S3)', price: '0.10 and 0.023 a GB and month' },
    { what: 'logs (CloudWatch)', price: '0.50 a GB written, 0.03 a GB and month kept' },
  ];
}

function hourly(what: string, dollars: number, price: string): Cost {
  return { what, price, month: Math.round(dollars * HOURS) };
}
