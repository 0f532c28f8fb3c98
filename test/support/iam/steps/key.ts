import { type Step, type World, calls, refusal, step } from './step';
import { ADMINISTRATOR, PLACE } from '../../../aws-stand-in';

const FOR_LOGS = [
  'Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom',
  'ReEncryptTo',
];

/** Who uses the key beside the roles. */
export function keySteps(world: World): Step[] {
  const key = world.arn('Key');
  const logs = (group: string) =>
    calls(
      `logs.${PLACE.region}.amazonaws.com`,
      FOR_LOGS.map((action) => `kms:${action}`),
      key,
      { 'kms:EncryptionContext:aws:logs:arn': group.replace(/:\*$/, '') },
    );
  const grant = (forAws: boolean) =>
    calls(ADMINISTRATOR, ['kms:CreateGrant'], key, { 'kms:GrantIsForAWSResource': String(forAws) });
  const guide =
    'Amazon CloudWatch Logs user guide, "Encrypt log data using AWS KMS": Encrypt, Decrypt, ReEncrypt*, GenerateDataKey*, Describe*';
  return [
    ...world.all('AWS::Logs::LogGroup').map((group) => step(`encrypt ${group}`, guide, logs(world.arn(group)))),
    refusal(
      'use the key for logs of something else', guide,
      logs(`arn:aws:logs:${PLACE.region}:${PLACE.account}:log-group:/aws/lambda/other:*`),
    ),
    step(
      'change and delete the key with its stack',
      'AWS KMS developer guide, default key policy: without it, no principal can',
      calls(ADMINISTRATOR, ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:EnableKeyRotation'], key),
    ),
    step(
      'let ECR use the key for the images',
      'Amazon ECR user guide, encryption at rest: it makes grants for who makes the repository', grant(true),
    ),
    refusal('give the key away by a grant', 'AWS Control Tower, CT.KMS.PR.3', grant(false)),
  ];
}

/** What the GitOps engine does in AWS. */
export function engineSteps(world: World): Step[] {
  const reader = ['ArgoCdReader', 'CapabilityRole', 'ReaderRole'].find((name) => world.has(name));
  if (reader === undefined) {
    return [];
  }
  const by = (actions: readonly string[], resource: string) =>
    calls(reader, actions.map((action) => `codecommit:${action}`), resource);
  return [
    step(
      'read the config repo from the cluster', 'AWS CodeCommit user guide: Git clone, fetch and pull are GitPull',
      by(['GitPull'], world.configRepository),
    ),
    refusal(
      'change a repository from the cluster', 'the engine never pushes',
      by(['GitPush', 'CreateCommit'], world.configRepository), by(['GitPush'], world.appRepository),
    ),
    ...world.isSingle ? [] : [refusal(
      'read another repository from the cluster', 'the engine reads the config repo only', by(['GitPull'], world.appRepository),
    )],
  ];
}
