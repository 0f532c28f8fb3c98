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
    // The minimum: the key is deleted together with the data that it
    // encrypts. AWS does not charge for a key that is pending deletion.
    pendingWindowInDays: 7,
    // In a key policy, "*" means this key.
    keyPolicy: statements(
      // IAM policies decide who can use and manage the key, as for all other resources of the account.
      { principals: [new AccountRootPrincipal()], actions: ['kms:*'], resources: ['*'] },
      // Only AWS services may create grants; ECR does, for the images.
      {
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'kms:GrantIsForAWSResource': 'false' } },
      },
      // CloudWatch Logs encrypts the logs of this pipeline. Its user guide lists these actions.
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
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': [logGroupArn('/aws/codebuild/shop-*')] } },
      },
    ),
  }));
  new CfnAlias(stack, 'KeyAlias', { aliasName: `alias/${answers.appName}-pipeline`, targetKeyId: key.ref });
  return key;
}
