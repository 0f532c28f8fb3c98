/** The names that depend on a region's partition. Source: the endpoint data that AWS publishes with its SDKs. */
export interface Partition {
  /** The second field of every ARN. */
  readonly partition: string;
  /** The domain of the partition's service endpoints. */
  readonly dnsSuffix: string;
  /** The domain of the regional AWS Management Console. */
  readonly consoleDomain: string;
}

const PARTITIONS: ReadonlyArray<Partition & { readonly regions: readonly string[] }> = [
  {
    partition: 'aws',
    dnsSuffix: 'amazonaws.com',
    consoleDomain: 'console.aws.amazon.com',
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
  {
    partition: 'aws-cn',
    dnsSuffix: 'amazonaws.com.cn',
    consoleDomain: 'console.amazonaws.cn',
    regions: ['cn-north-1', 'cn-northwest-1'],
  },
  {
    partition: 'aws-us-gov',
    dnsSuffix: 'amazonaws.com',
    consoleDomain: 'console.amazonaws-us-gov.com',
    regions: ['us-gov-east-1', 'us-gov-west-1'],
  },
];

/** The regions with every service of the pipeline. The other regions lack CodeCommit. */
export const REGIONS: readonly string[] = PARTITIONS.flatMap((partition) => partition.regions);

/**
 * The regions with CodeBuild's Lambda compute.
 * Source: the CodeBuild user guide, "Run builds on AWS Lambda compute", as of 2026-11.
 */
const LAMBDA_COMPUTE: readonly string[] = [
  'us-east-1', 'us-east-2', 'us-west-2',
  'ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2',
  'eu-central-1', 'eu-west-1',
  'sa-east-1',
];

/** Whether CodeBuild has Lambda compute in a region. */
export function hasLambdaCompute(region: string): boolean {
  return LAMBDA_COMPUTE.includes(region);
}

/**
 * Returns the partition of a region.
 *
 * @throws Error for a region that is not in `REGIONS`
 */
export function partitionOf(region: string): Partition {
  const found = PARTITIONS.find((partition) => partition.regions.includes(region));
  if (!found) {
    throw new Error(`region ${region} is unknown: add it to a partition in src/options/regions.ts`);
  }
  return found;
}

/**
 * The SHA-256 fingerprints of CodeCommit's RSA host keys. Source: the CodeCommit user guide, "Server fingerprints for
 * CodeCommit". For other regions, the task that needs a fingerprint asks the user to look it up there.
 */
const FINGERPRINTS: Readonly<Record<string, string>> = {
  'us-east-1': 'SHA256:eLMY1j0DKA4uvDZcl/KgtIayZANwX6t8+8isPtotBoY',
  'us-east-2': 'SHA256:3lBlW2g5xn/NA2Ck6dyeJIrQOWvn7n8UEs56fG6ZIzQ',
  'us-west-1': 'SHA256:gzauWTWXDK2u5KuMMi5vbKTmfyerdIwgSbzYBODLpzg',
  'us-west-2': 'SHA256:0pJx9SQpkbPUAHwy58UVIq0IHcyo1fwCpOOuVgcAWPo',
  'ca-central-1': 'SHA256:Qz5puafQdANVprLlj6r0Qyh4lCNsF6ob61dGcPtFS7w',
  'sa-east-1': 'SHA256:kW+VKB0jpRaG/ZbXkgbtMQbKgEDK7JnISV3SVoyCmzU',
  'eu-west-1': 'SHA256:tKjRkOL8dmJyTmSbeSdN1S8F/f0iql3RlvqgTOP1UyQ',
  'eu-west-2': 'SHA256:r0Rwz5k/IHp/QyrRnfiM9j02D5UEqMbtFNTuDG2hNbs',
  'eu-west-3': 'SHA256:uw7c2FL564jVoFgtc+ikzILnKBsZz7t9+CFdSJjKbLI',
  'eu-central-1': 'SHA256:MwGrkiEki8QkkBtlAgXbYt0hoZYBnZF62VY5RzGJEUY',
  'eu-north-1': 'SHA256:b6KSK7xKq+V8jl7iuAcjqXsG7zkqoUZZmmhYYFBq1wQ',
  'ap-northeast-1': 'SHA256:Xk/WeYD/K/bnBybzhiuu4dWpBJtXPf7E30jHU7se4Ow',
  'ap-northeast-2': 'SHA256:eegAPQrWY9YsYo9ZHIKOmxetfXBHzAZd8Eya53Qcwko',
  'ap-southeast-1': 'SHA256:ZIsVa7OVzxrTIf+Rk4UbhPv6Es22mSB3uTBojfPXIno',
  'ap-southeast-2': 'SHA256:nYp+gHas80HY3DqbP4yanCDFhqDVjseefVbHEXqH2Ec',
  'ap-south-1': 'SHA256:hUKwnTj7+Xpx4Kddb6p45j4RazIJ4IhAMD8k29itOfE',
  'ap-east-1': 'SHA256:LafadYwUYW8hONoTRpojbjNs9IRnbEwHtezD3aAIBX0',
  'me-south-1': 'SHA256:O+NToCGgjrHekiBuOl0ad7ROGEsz+DBLXOd/c9wc0JU',
  'us-gov-west-1': 'SHA256:djXQoSIFcg8vHe0KVH1xW/gOF9X37tWTqu4Hkng75x4',
  'cn-north-1': 'SHA256:IYUXxH2OpTDsyYMLIp+JY8CTLS4UX+ZC5JVZXPRaxc8',
  'cn-northwest-1': 'SHA256:wqjd6eHd0+mOBx+dCNuL0omUoCNjaDtZiEpWj5TmCfQ',
};

/** The fingerprint of CodeCommit's RSA host key in a region; an empty string if it is not in the table. */
export function codecommitFingerprint(region: string): string {
  return FINGERPRINTS[region] ?? '';
}

/** The place of each region. Source: the AWS General Reference, "Regional endpoints". */
const PLACES: Readonly<Record<string, string>> = {
  'us-east-1': 'US East, N. Virginia',
  'us-east-2': 'US East, Ohio',
  'us-west-1': 'US West, N. California',
  'us-west-2': 'US West, Oregon',
  'af-south-1': 'Africa, Cape Town',
  'ap-east-1': 'Asia Pacific, Hong Kong',
  'ap-northeast-1': 'Asia Pacific, Tokyo',
  'ap-northeast-2': 'Asia Pacific, Seoul',
  'ap-northeast-3': 'Asia Pacific, Osaka',
  'ap-south-1': 'Asia Pacific, Mumbai',
  'ap-south-2': 'Asia Pacific, Hyderabad',
  'ap-southeast-1': 'Asia Pacific, Singapore',
  'ap-southeast-2': 'Asia Pacific, Sydney',
  'ap-southeast-3': 'Asia Pacific, Jakarta',
  'ca-central-1': 'Canada, Central',
  'eu-central-1': 'Europe, Frankfurt',
  'eu-north-1': 'Europe, Stockholm',
  'eu-south-1': 'Europe, Milan',
  'eu-west-1': 'Europe, Ireland',
  'eu-west-2': 'Europe, London',
  'eu-west-3': 'Europe, Paris',
  'il-central-1': 'Israel, Tel Aviv',
  'me-central-1': 'Middle East, UAE',
  'me-south-1': 'Middle East, Bahrain',
  'sa-east-1': 'South America, São Paulo',
  'cn-north-1': 'China, Beijing',
  'cn-northwest-1': 'China, Ningxia',
  'us-gov-east-1': 'AWS GovCloud, US-East',
  'us-gov-west-1': 'AWS GovCloud, US-West',
};

/** The place of a region, such as "US East, Ohio"; undefined if it is not in the table. */
export function placeOf(region: string): string | undefined {
  return PLACES[region];
}
