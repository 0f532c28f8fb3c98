import type { ResolvedOptions } from '../options/resolved-options';

/** A row of the table of costs: a resource that the answers create, and what AWS charges for it. */
export interface Cost {
  readonly what: string;
  /** List price, in dollars. */
  readonly price: string;
  /** Dollars a month, rounded, where the price does not depend on use. */
  readonly month?: number;
}

/** The place and the time of the prices below. */
export const PRICES_OF = 'list prices of us-east-1 in dollars, November 2026';

/** As AWS counts a month. */
const HOURS = 730;
/** In Auto Mode, EKS picks the type: an example of each processor. */
const AUTO_MODE_NODES: Readonly<
  Record<ResolvedOptions['architecture'], { readonly type: string; readonly hour: number }>
> = {
  amd64: { type: 'c6a.large', hour: 0.0765 },
  arm64: { type: 'm7g.large', hour: 0.0816 },
};
const BUILD_MINUTE: Readonly<Record<ResolvedOptions['architecture'], string>> = { amd64: '0.005', arm64: '0.0034' };

/** What a pair costs, dearest first. */
export function costsOf(options: ResolvedOptions): readonly Cost[] {
  return Object.freeze([...clusterCosts(options), ...pipelineCosts(options)]);
}

/** What a pair costs in a month without builds and visitors: the sum of what does not depend on use. */
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
      price: 'five active users are free, then 1.00 a month each; CodeBuild, CodePipeline and Argo CD count as users',
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
