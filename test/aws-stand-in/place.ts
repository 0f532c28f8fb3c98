/** The account and the region of the tests. */
export const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';
export const ORIGIN = { region: REGION, account: ACCOUNT };

/** The addresses of the servers on port 443, with a Git server for each region, and the ports of those behind them. */
export const ADDRESS = { apis: '127.0.0.2', registry: '127.0.0.4', npm: '127.0.0.5', git: ['127.0.0.3', '127.0.0.6'] };
export const PORT = { moto: 5555, registry: 5556 };

export const NPM_HOST = 'npm.example';

const SERVICES = [
  'api.ecr', 'cloudformation', 'codebuild', 'codecommit', 'codepipeline', 'events', 'kms', 'logs', 's3', 'signer',
  'sns', 'sts',
];
/** The host names of global APIs. */
export const GLOBAL_API_HOSTS = ['iam.amazonaws.com', 'sts.amazonaws.com'];

/** The host names of the regional APIs that a pair uses. */
export function apiHosts(region: string): string[] {
  return SERVICES.map((service) => `${service}.${region}.amazonaws.com`);
}

/** The host name of ECR's registry in a region. */
export function registryHost(region: string): string {
  return `${ACCOUNT}.dkr.ecr.${region}.amazonaws.com`;
}
