import type { Handler } from './aws';
import { KUBERNETES_VERSIONS } from '../../../../src/versions';

/** What eksctl asks AWS before it plans a cluster, and moto does not know: Kubernetes versions, and instances in China and GovCloud. */
export const answerEksctl: Handler = async ({ service, region, path, form }) => {
  if (service === 'eks' && path.startsWith('/cluster-versions')) {
    const clusterVersions = KUBERNETES_VERSIONS.map(({ version }, index) => ({
      clusterVersion: version, defaultVersion: index === 0, versionStatus: 'STANDARD_SUPPORT',
    }));
    return { code: 200, type: 'application/json', text: JSON.stringify({ clusterVersions }) };
  }
  if (form.get('Action') === 'DescribeInstanceTypeOfferings' && /^(cn|us-gov)-/.test(region)) {
    return { code: 200, type: 'text/xml', text: everythingEverywhere(form) };
  }
  return undefined;
};

/** Every type that is asked for is offered in every zone that is asked for. */
function everythingEverywhere(form: URLSearchParams): string {
  const values = (name: string) => [1, 2].flatMap((filter) => form.get(`Filter.${filter}.Name`) !== name ? [] :
    [...form].filter(([key]) => key.startsWith(`Filter.${filter}.Value.`)).map(([, value]) => value));
  const items = values('location').flatMap((zone) => values('instance-type').map((type) =>
    `<item><instanceType>${type}</instanceType><location>${zone}</location><locationType>availability-zone</locationType></item>`));
  const name = 'DescribeInstanceTypeOfferingsResponse';
  return `<${name} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><instanceTypeOfferingSet>${items.join('')}</instanceTypeOfferingSet></${name}>`;
}
