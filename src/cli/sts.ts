import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** How long AWS may take to say who is signed in, in milliseconds. */
const PATIENCE = 5_000;

/** The account of the current AWS credentials. */
export async function callerAccount(region: string): Promise<string> {
  // Looking for credentials on an EC2 host's metadata address would hang everywhere else.
  process.env.AWS_EC2_METADATA_DISABLED ??= 'true';
  const client = new STSClient({ region, maxAttempts: 1 });
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.timeout(PATIENCE) });
    return Account ?? '';
  } finally {
    client.destroy();
  }
}
