/** What follows from a region's partition. Source: the endpoint data that AWS publishes with its SDKs. */
export interface Partition {
  /** The second field of every ARN. */
  readonly partition: string;
  /** The domain under which the partition's services answer. */
  readonly dnsSuffix: string;
}

const PARTITIONS: ReadonlyArray<Partition & { readonly regions: readonly string[] }> = [
  {
    partition: 'aws',
    dnsSuffix: 'amazonaws.com',
    regions: [
      'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2',
      'af-south-1',
      'ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2',
      'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3',
      'ca-central-1',
      'eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3',
      'il-central-1', 'me-central-1', 'me-south-1',
      'sa-east-1',
    ],
  },
  { partition: 'aws-cn', dnsSuffix: 'amazonaws.com.cn', regions: ['cn-north-1', 'cn-northwest-1'] },
  { partition: 'aws-us-gov', dnsSuffix: 'amazonaws.com', regions: ['us-gov-east-1', 'us-gov-west-1'] },
];

/** The regions in which every service of the pipeline exists; CodeCommit is the one that is missing elsewhere. */
export const REGIONS: readonly string[] = PARTITIONS.flatMap((partition) => partition.regions);

/** The partition of a region. Throws for a region that is not in `REGIONS`. */
export function partitionOf(region: string): Partition {
  const found = PARTITIONS.find((partition) => partition.regions.includes(region));
  if (!found) {
    throw new Error(`region ${region} belongs to no known partition`);
  }
  return { partition: found.partition, dnsSuffix: found.dnsSuffix };
}

/**
 * The SHA-256 fingerprints of CodeCommit's RSA host keys, as far as they were checked.
 * Source: the CodeCommit user guide, "Server fingerprints for CodeCommit", which has one for each region.
 */
const FINGERPRINTS: Readonly<Record<string, string>> = {
  'us-east-1': 'SHA256:eLMY1j0DKA4uvDZcl/KgtIayZANwX6t8+8isPtotBoY',
};

/** The fingerprint of CodeCommit's RSA host key in a region; empty where it must be looked up. */
export function codecommitFingerprint(region: string): string {
  return FINGERPRINTS[region] ?? '';
}
