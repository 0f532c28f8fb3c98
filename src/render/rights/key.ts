import type { Statement } from './statement';
import type { Context } from '../context';

/** The policy of the key of images, artifacts and logs. In a key policy, `anything` means this key. */
export function key({ appName, scanGate, scanner, notify }: Context): Statement[] {
  const inspects = scanGate !== 'none' && scanner === 'inspector';
  return [
    {
      why: 'IAM policies decide who can use and manage the key, as for all other resources of the account.',
      principal: 'account',
      actions: ['kms:*'],
      resources: ['anything'],
    },
    {
      why: 'Only AWS services may create grants; ECR does, for the images.',
      effect: 'Deny',
      principal: 'everyone',
      actions: ['kms:CreateGrant'],
      resources: ['anything'],
      condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'kms:GrantIsForAWSResource': 'false' } },
    },
    {
      why: 'CloudWatch Logs encrypts the logs of this pipeline. Its user guide lists these actions.',
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
  why: 'EventBridge writes to the encrypted topic of failures. It sends no context that a condition could check.',
  principal: { service: 'events.amazonaws.com' },
  actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
  resources: ['anything'],
};
