import { Aws } from './aws';
import { type Cluster, clustersOf } from '../../environments/clusters';
import { type Result, notChecked, ok, problem } from '../result';
import type { Subject } from '../subject';
import { failed } from '../world';

/** A quota that a new cluster needs a part of. Codes: Service Quotas console. */
interface Quota {
  readonly title: string;
  readonly service: string;
  readonly code: string;
  /** How much a new cluster takes. */
  readonly needs: number;
  /** Prints how much is used. Without it, the quota alone is compared. */
  readonly used?: readonly string[];
}

const QUOTAS: readonly Quota[] = [
  {
    title: 'VPCs',
    service: 'vpc',
    code: 'L-F678F1CE',
    needs: 1,
    used: ['ec2', 'describe-vpcs', '--query', 'length(Vpcs)'],
  },
  {
    title: 'Elastic IP addresses',
    service: 'ec2',
    code: 'L-0263D0A3',
    needs: 1,
    used: ['ec2', 'describe-addresses', '--query', 'length(Addresses)'],
  },
  {
    title: 'EKS clusters',
    service: 'eks',
    code: 'L-1194D53C',
    needs: 1,
    used: ['eks', 'list-clusters', '--query', 'length(clusters)'],
  },
  // Two nodes of two. What runs already is not subtracted: no call prints it.
  { title: 'vCPUs of running On-Demand instances', service: 'ec2', code: 'L-1216C47A', needs: 4 },
];

/** Whether the quotas of the account have room for the clusters that do not exist. Each region has its own quotas. */
export async function quotaResults(subject: Subject, pair: Aws): Promise<Result[]> {
  const clusters = subject.options.cluster === 'create' ? clustersOf(subject.options) : [];
  const regions = [...new Set(clusters.map(({ clusterRegion }) => clusterRegion))];
  return (await Promise.all(regions.map((region) => {
    const aws = region === pair.region ? pair : new Aws(subject, region);
    return regionResults(aws, clusters.filter(({ clusterRegion }) => clusterRegion === region));
  }))).flat();
}

async function regionResults(aws: Aws, clusters: readonly Cluster[]): Promise<Result[]> {
  const answers = await Promise.all(clusters.map(({ clusterName }) =>
    aws.call('eks', 'describe-cluster', '--name', clusterName, '--query', 'cluster.status')));
  const missing = answers.filter(failed).length;
  if (missing === 0) {
    return [];
  }
  const results = (await Promise.all(QUOTAS.map((quota) => quotaResult(aws, quota, missing)))).flat();
  return results.length > 0 ? results : [ok('quotas', `The quotas have room for ${missing > 1 ? `${missing} clusters` : 'the cluster'}.`)];
}

async function quotaResult(
  aws: Aws, { title, service, code, needs: each, used }: Quota, count: number,
): Promise<Result[]> {
  const needs = each * count;
  const [quota, use] = await Promise.all([
    aws.call(
      'service-quotas', 'get-service-quota', '--service-code', service, '--quota-code', code, '--query', 'Quota.Value',
      '--output', 'text',
    ),
    used ? aws.call(...used, '--output', 'text') : { text: '0' },
  ]);
  const silent = [quota, use].find(failed);
  const [limit, taken] = [quota, use].map((answer) => (failed(answer) ? NaN : Number(answer.text)));
  if (silent !== undefined || Number.isNaN(limit + taken)) {
    return [notChecked('quotas', `The quota of ${title} was not compared: ${silent?.problem ?? 'no number'}`)];
  }
  return taken + needs <= limit
    ? []
    : [
      problem(
        'quotas', title, `The quota is ${limit}, ${taken} are used, and ${count > 1 ? `${count} new clusters need` : 'a new cluster needs'} ${needs}.`,
        `aws service-quotas request-service-quota-increase --region ${aws.region} --service-code ${service} ` +
          `--quota-code ${code} --desired-value ${Math.ceil(taken + needs)}`,
      ),
    ];
}
