import type { AwsRequest } from '../api/aws-request';
import type { Handler } from '../api/front';

/** The regions of the clusters that eksctl plans. */
const REGIONS = ['us-east-1', 'eu-south-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1'];
const SERVICES = ['cloudformation', 'ec2', 'eks', 'iam', 'ssm', 'sts'];

/** The host names of the APIs that eksctl calls. */
export const EKSCTL_HOSTS = [
  'iam.us-gov.amazonaws.com',
  ...REGIONS.flatMap((region) =>
    SERVICES.map((service) => `${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`),
  ),
];

/**
 * The Kubernetes versions in standard support, the default first
 * (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, 2026-11-22).
 */
const VERSIONS = ['1.36', '1.35', '1.34'];

/**
 * Implements calls of eksctl that moto lacks: Kubernetes versions, and instance types in China and GovCloud.
 */
export const answerEksctl: Handler = async ({ service, region = '', operation, input }) => {
  if (service === 'eks' && operation.startsWith('GET /cluster-versions')) {
    const clusterVersions = VERSIONS.map((clusterVersion, index) => ({
      clusterVersion, defaultVersion: index === 0, versionStatus: 'STANDARD_SUPPORT',
    }));
    return { clusterVersions };
  }
  return operation === 'DescribeInstanceTypeOfferings' && /^(cn|us-gov)-/.test(region)
    ? { xml: everythingEverywhere(input) }
    : undefined;
};

/** Offers every requested type in every requested zone. */
function everythingEverywhere(form: AwsRequest['input']): string {
  const values = (name: string) =>
    [1, 2].flatMap((filter) =>
      form[`Filter.${filter}.Name`] !== name
        ? []
        : Object.entries<string>(form)
          .filter(([key]) => key.startsWith(`Filter.${filter}.Value.`))
          .map(([, value]) => value),
    );
  const items = values('location').flatMap((zone) =>
    values('instance-type').map(
      (type) =>
        `<item><instanceType>${type}</instanceType><location>${zone}</location><locationType>availability-zone</locationType></item>`,
    ),
  );
  const name = 'DescribeInstanceTypeOfferingsResponse';
  return `<${name} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><instanceTypeOfferingSet>${items.join('')}</instanceTypeOfferingSet></${name}>`;
}
