/** Where the tests of this layer work. */
export const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';
export const ORIGIN = { region: REGION, account: ACCOUNT };

/** Where each server listens on port 443, Git's one for each region, and the ports of those behind them. */
export const ADDRESS = { apis: '127.0.0.2', registry: '127.0.0.4', npm: '127.0.0.5', git: ['127.0.0.3', '127.0.0.6'] };
export const PORT = { moto: 5555, registry: 5556 };

export const NPM_HOST = 'npm.example';

const SERVICES = [
  'api.ecr', 'cloudformation', 'codebuild', 'codecommit', 'codepipeline', 'events', 'kms', 'logs', 's3', 'signer',
  'sns', 'sts',
];
/** The APIs that belong to no region. */
export const GLOBAL_API_HOSTS = ['iam.amazonaws.com', 'sts.amazonaws.com'];

/** The names of the APIs that a pair uses in a region. */
export function apiHosts(region: string): string[] {
  return SERVICES.map((service) => `${service}.${region}.amazonaws.com`);
}

/** The name of ECR's registry in a region. */
export function registryHost(region: string): string {
  return `${ACCOUNT}.dkr.ecr.${region}.amazonaws.com`;
}
