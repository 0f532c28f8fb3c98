// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Aws, type Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Effect, ServicePrincipal, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { answers } from './answers';
import { logGroupArn, statements, withDataPolicy } from './resources';

/** One key for images, artifacts and logs. */
export function addKey(stack: Stack): CfnKey {
  const key = withDataPolicy(new CfnKey(stack, 'Key', {
    description: `Encrypts images, artifacts and logs of the pipeline of ${answers.appName}`,
    enableKeyRotation: true,
    // The shortest that AWS allows: what it encrypts goes with
    // the stack. A key that waits for its deletion costs nothing.
    pendingWindowInDays: 7,
    // In the policy of a key, "*" means this key.
    keyPolicy: statements(
      // Who may use and manage the key is decided by IAM, as for everything else in the account.
      { principals: [new AccountRootPrincipal()], actions: ['kms:*'], resources: ['*'] },
      // But nobody passes the use of it on, other than AWS services, of which ECR does so for the images.
      {
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'kms:GrantIsForAWSResource': 'false' } },
      },
      // CloudWatch encrypts the logs of this pipeline. (These actions are the ones that its user guide asks for.)
      {
        principals: [new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`)],
        actions: [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:GenerateDataKeyWithoutPlaintext',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
        ],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': [logGroupArn('/aws/codebuild/my-app-*')] } },
      },
      // EventBridge writes to the encrypted topic of failures. It gives no context that a condition could ask for.
      {
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      },
    ),
  }));
  new CfnAlias(stack, 'KeyAlias', { aliasName: `alias/${answers.appName}-pipeline`, targetKeyId: key.ref });
  return key;
}
