import type { Statement } from './statement';
import type { Context } from '../context';

/** The policy of the key of images, artifacts and logs. In the policy of a key, anything means this key. */
export function key({ appName, scanGate, scanner, notify }: Context): Statement[] {
  const inspects = scanGate !== 'none' && scanner === 'inspector';
  return [
    {
      why: 'Who may use and manage the key is decided by IAM, as for everything else in the account.',
      principal: 'account',
      actions: ['kms:*'],
      resources: ['anything'],
    },
    {
      why: 'But nobody passes the use of it on, other than AWS services, of which ECR does so for the images.',
      effect: 'Deny',
      principal: 'everyone',
      actions: ['kms:CreateGrant'],
      resources: ['anything'],
      condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'kms:GrantIsForAWSResource': 'false' } },
    },
    {
      why: 'CloudWatch encrypts the logs of this pipeline. (These actions are the ones that its user guide asks for.)',
      principal: 'logsService',
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources: ['anything'],
      condition: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': [
            { logGroup: `/aws/codebuild/${appName}-*` },
            ...inspects ? [{ logGroup: `/aws/codepipeline/${appName}` }] : [],
          ],
        },
      },
    },
    ...notify ? [events] : [],
  ];
}

const events: Statement = {
  why: 'EventBridge writes to the encrypted topic of failures. It gives no context that a condition could ask for.',
  principal: { service: 'events.amazonaws.com' },
  actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
  resources: ['anything'],
};
