import { companions, document, encoded, nested, type Read, take, takeList } from './block';
import { pascal } from './names';
import { pipeline, project, rule } from './pipeline-resources';
import type { Fields } from '../cloudformation-template';

const bucket: Read = (_, name, scope) => {
  const own = `\${${pascal(name)}}`;
  const [companion] = [(type: string) => companions(scope, `aws_s3_bucket_${type}`, 'bucket', own)[0] ?? {}];
  const encryption = nested(companion('server_side_encryption_configuration'), 'rule');
  const life = nested(companion('lifecycle_configuration'), 'rule');
  return {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          ServerSideEncryptionByDefault: take(scope, nested(encryption, 'apply_server_side_encryption_by_default'), {
            SSEAlgorithm: 'sse_algorithm',
            KMSMasterKeyID: 'kms_master_key_id',
          }),
          BucketKeyEnabled: encryption.bucket_key_enabled,
        },
      ],
    },
    PublicAccessBlockConfiguration: take(scope, companion('public_access_block'), {
      BlockPublicAcls: 'block_public_acls',
      BlockPublicPolicy: 'block_public_policy',
      IgnorePublicAcls: 'ignore_public_acls',
      RestrictPublicBuckets: 'restrict_public_buckets',
    }),
    OwnershipControls: {
      Rules: [{ ObjectOwnership: nested(companion('ownership_controls'), 'rule').object_ownership }],
    },
    VersioningConfiguration: { Status: nested(companion('versioning'), 'versioning_configuration').status },
    LifecycleConfiguration: {
      Rules: [
        {
          Id: life.id,
          Status: life.status,
          ExpirationInDays: nested(life, 'expiration').days,
          NoncurrentVersionExpiration: {
            NoncurrentDays: nested(life, 'noncurrent_version_expiration').noncurrent_days,
          },
          AbortIncompleteMultipartUpload: {
            DaysAfterInitiation: nested(life, 'abort_incomplete_multipart_upload').days_after_initiation,
          },
        },
      ],
    },
  };
};

const images: Read = (block, _, scope) => {
  const encryption = nested(block, 'encryption_configuration');
  const [life] = companions(scope, 'aws_ecr_lifecycle_policy', 'repository', scope.evaluate(block.name));
  return {
    ...take(scope, block, {
      RepositoryName: 'name',
      ImageTagMutability: 'image_tag_mutability',
      EmptyOnDelete: 'force_delete',
    }),
    ImageScanningConfiguration: { ScanOnPush: nested(block, 'image_scanning_configuration').scan_on_push },
    EncryptionConfiguration: take(scope, encryption, { EncryptionType: 'encryption_type', KmsKey: 'kms_key' }),
    LifecyclePolicy: { LifecyclePolicyText: encoded(scope, life?.policy) },
  };
};

const role: Read = (block, name, scope) => ({
  Description: scope.evaluate(block.description),
  AssumeRolePolicyDocument: document(scope, block.assume_role_policy),
  ManagedPolicyArns: Object.values(scope.module.resource.aws_iam_role_policy_attachment)
    .filter(([attachment]) => attachment.role === `\${aws_iam_role.${name}.name}`)
    .map(([attachment]) => scope.evaluate(attachment.policy_arn)),
});

const capability: Read = (block, _, scope) => {
  const argocd = nested(nested(block, 'configuration'), 'argo_cd');
  return {
    ...take(scope, block, {
      ClusterName: 'cluster_name',
      CapabilityName: 'capability_name',
      Type: 'type',
      RoleArn: 'role_arn',
      DeletePropagationPolicy: 'delete_propagation_policy',
    }),
    Configuration: {
      ArgoCd: {
        ...take(scope, argocd, { Namespace: 'namespace' }),
        AwsIdc: take(scope, nested(argocd, 'aws_idc'), { IdcInstanceArn: 'idc_instance_arn', IdcRegion: 'idc_region' }),
        RbacRoleMappings: (argocd.rbac_role_mapping as readonly Fields[]).map((mapping) => ({
          ...take(scope, mapping, { Role: 'role' }),
          ...takeList(scope, 'Identities', mapping.identity, { Id: 'id', Type: 'type' }),
        })),
      },
    },
  };
};

const topic: Read = (block, name, scope) => ({
  ...take(scope, block, { KmsMasterKeyId: 'kms_master_key_id' }),
  Subscription: companions(scope, 'aws_sns_topic_subscription', 'topic_arn', `\${${pascal(name)}}`).map(
    (subscription) => take(scope, subscription, { Protocol: 'protocol', Endpoint: 'endpoint' }),
  ),
});

const attached =
  (type: string, key: string, owner: string, policy: string): Read =>
    (_, name, scope) => ({
      [key]: Object.values(scope.module.resource[type] ?? {})
        .filter(([attachment]) => attachment[owner] === `\${aws_iam_${owner}.${name}.name}`)
        .flatMap(([attachment]) => scope.evaluate(attachment[policy])),
    });

/** How to read each resource type that has a counterpart. */
export const READERS: Readonly<Record<string, Read>> = {
  aws_cloudwatch_event_rule: rule,
  aws_cloudwatch_log_group: (block, _, scope) =>
    take(scope, block, { LogGroupName: 'name', RetentionInDays: 'retention_in_days', KmsKeyId: 'kms_key_id' }),
  aws_codebuild_project: project,
  aws_codecommit_repository: (block, _, scope) =>
    take(scope, block, { RepositoryName: 'repository_name', RepositoryDescription: 'description' }),
  aws_codepipeline: pipeline,
  aws_ecr_repository: images,
  aws_eks_capability: capability,
  aws_iam_group: attached('aws_iam_group_policy_attachment', 'ManagedPolicyArns', 'group', 'policy_arn'),
  aws_iam_policy: (block, _, scope) => ({ PolicyDocument: document(scope, block.policy) }),
  aws_iam_role: role,
  aws_iam_user: attached('aws_iam_user_group_membership', 'Groups', 'user', 'groups'),
  aws_kms_alias: (block, _, scope) => take(scope, block, { AliasName: 'name', TargetKeyId: 'target_key_id' }),
  aws_kms_key: (block, _, scope) => ({
    ...take(scope, block, {
      Description: 'description',
      EnableKeyRotation: 'enable_key_rotation',
      PendingWindowInDays: 'deletion_window_in_days',
    }),
    KeyPolicy: document(scope, block.policy),
  }),
  aws_s3_bucket: bucket,
  aws_s3_bucket_policy: (block, _, scope) => ({
    Bucket: scope.evaluate(block.bucket),
    PolicyDocument: document(scope, block.policy),
  }),
  aws_sns_topic: topic,
  aws_sns_topic_policy: (block, _, scope) => ({
    Topics: [scope.evaluate(block.arn)],
    PolicyDocument: document(scope, block.policy),
  }),
};
