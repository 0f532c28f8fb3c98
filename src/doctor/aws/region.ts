import type { Aws } from './aws';
import { clustersOf } from '../../environments/clusters';
import { type Result, notChecked, ok, problem } from '../result';
import type { Subject } from '../subject';
import { failed } from '../world';

/**
 * Whether the account has enabled the regions of the pair and of its clusters. New regions are off in each account
 * until someone enables them.
 */
export async function regionResults({ options }: Subject, aws: Aws): Promise<Result[]> {
  const regions = new Set([options.region, ...clustersOf(options).map(({ clusterRegion }) => clusterRegion)]);
  return (await Promise.all([...regions].map((region) => resultsOf(region, aws)))).flat();
}

async function resultsOf(region: string, aws: Aws): Promise<Result[]> {
  const answer = await aws.call(
    'ec2', 'describe-regions', '--all-regions', '--region-names', region, '--query', 'Regions[0].OptInStatus',
    '--output', 'text',
  );
  if (failed(answer)) {
    return [notChecked('account', `EC2 did not report whether the region ${region} is enabled: ${answer.problem}`)];
  }
  return answer.text.trim() === 'not-opted-in'
    ? [
      problem(
        'account', region, `The account has not enabled the region ${region}.`,
        `aws account enable-region --region-name ${region}`,
      ),
    ]
    : [ok('account', `The region ${region} is enabled.`)];
}
