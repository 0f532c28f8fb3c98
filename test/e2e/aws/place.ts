/** Where the account is. */
export const REGION = 'eu-west-1';
export const ACCOUNT = '123456789012';
export const ORIGIN = { region: REGION, account: ACCOUNT };

/** Where each server listens on port 443, and the ports of those behind them. */
export const ADDRESS = { apis: '127.0.0.2', git: '127.0.0.3', registry: '127.0.0.4', npm: '127.0.0.5' };
export const PORT = { moto: 5555, registry: 5556 };

const SERVICES = ['api.ecr', 'cloudformation', 'codebuild', 'codecommit', 'codepipeline', 'events', 'kms', 'logs', 's3', 'signer', 'sns', 'sts'];
export const API_HOSTS = [...SERVICES.map((service) => `${service}.${REGION}.amazonaws.com`), 'iam.amazonaws.com', 'sts.amazonaws.com'];
export const REGISTRY_HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
export const NPM_HOST = 'npm.example';
