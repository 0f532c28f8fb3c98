import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** Prints the account ID of the current AWS credentials. On failure, the last line of standard error is the reason. */
async function main(region: string): Promise<void> {
  // The SDK would otherwise query the EC2 instance metadata service, which takes seconds on any other machine.
  process.env.AWS_EC2_METADATA_DISABLED ??= 'true';
  const client = new STSClient({ region, maxAttempts: 1 });
  try {
    const { Account = '' } = await client.send(new GetCallerIdentityCommand({}));
    process.stdout.write(Account);
  } catch (error) {
    process.stderr.write(`\n${(error as Error).message.split('\n')[0]}\n`);
    process.exitCode = 1;
  }
}

void main(process.argv[2]);
