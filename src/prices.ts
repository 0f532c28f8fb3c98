/** A list price in US dollars. */
export interface Price {
  readonly dollars: number;
  /** The AWS page that states the price. */
  readonly source: string;
}

/**
 * The region and the date of the prices below. The prices were compared on that date with publications that quote the
 * source pages. When you change a price, check all of them and set the date.
 */
export const PRICE_LIST = { region: 'us-east-1', date: '2026-11-26', calculator: 'https://calculator.aws' } as const;

/** Hours per month in AWS' price calculations. */
export const HOURS_PER_MONTH = 730;

/** Auto Mode charges this share of the on-demand price in addition. Source: https://aws.amazon.com/eks/pricing/ */
export const AUTO_MODE_SHARE = 0.12;

const page = (service: string, dollars: number): Price => ({
  dollars, source: `https://aws.amazon.com/${service}/pricing/`,
});
const instance = (dollars: number): Price => ({ dollars, source: 'https://aws.amazon.com/ec2/pricing/on-demand/' });

/** On-demand prices of Linux instances, an hour. */
export const INSTANCES = {
  'c6a.large': instance(0.0765),
  'm6g.large': instance(0.077),
  'm6i.large': instance(0.096),
  'm7g.large': instance(0.0816),
} as const;

/** All other prices. The name of each ends with its unit. */
export const PRICES = {
  eksClusterHour: page('eks', 0.1),
  eksExtendedSupportHour: page('eks', 0.6),
  argocdCapabilityHour: page('eks', 0.03),
  argocdApplicationHour: page('eks', 0.0015),
  volumeGbMonth: page('ebs', 0.08),
  natGatewayHour: page('vpc', 0.045),
  natGatewayGb: page('vpc', 0.045),
  publicAddressHour: page('vpc', 0.005),
  networkLoadBalancerHour: page('elasticloadbalancing', 0.0225),
  networkLoadBalancerUnitHour: page('elasticloadbalancing', 0.006),
  kmsKeyMonth: page('kms', 1),
  pipelineActionMinute: page('codepipeline', 0.002),
  buildMinuteAmd64: page('codebuild', 0.005),
  buildMinuteArm64: page('codebuild', 0.0034),
  codeCommitUserMonth: page('codecommit', 1),
  inspectorFirstScan: page('inspector', 0.09),
  inspectorRescan: page('inspector', 0.01),
  imageGbMonth: page('ecr', 0.1),
  artifactGbMonth: page('s3', 0.023),
  logGb: page('cloudwatch', 0.5),
  logGbMonth: page('cloudwatch', 0.03),
} as const satisfies Readonly<Record<string, Price>>;

/** A price as text, with at least two decimals. */
export function priceText(price: Price): string {
  const text = String(price.dollars);
  return /\.\d\d/.test(text) ? text : price.dollars.toFixed(2);
}
