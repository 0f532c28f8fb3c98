import type { Fields } from '../cloudformation-template';

/** The CloudFormation type and the end of the logical ID for each resource type that has a counterpart. */
export const TYPES: Readonly<Record<string, readonly [type: string, suffix: string]>> = {
  aws_cloudwatch_event_rule: ['AWS::Events::Rule', ''],
  aws_cloudwatch_log_group: ['AWS::Logs::LogGroup', 'Logs'],
  aws_codebuild_project: ['AWS::CodeBuild::Project', ''],
  aws_codecommit_repository: ['AWS::CodeCommit::Repository', 'Repository'],
  aws_codepipeline: ['AWS::CodePipeline::Pipeline', ''],
  aws_ecr_repository: ['AWS::ECR::Repository', ''],
  aws_eks_capability: ['AWS::EKS::Capability', ''],
  aws_iam_group: ['AWS::IAM::Group', ''],
  aws_iam_policy: ['AWS::IAM::ManagedPolicy', 'Policy'],
  aws_iam_role: ['AWS::IAM::Role', 'Role'],
  aws_iam_user: ['AWS::IAM::User', ''],
  aws_kms_alias: ['AWS::KMS::Alias', ''],
  aws_kms_key: ['AWS::KMS::Key', ''],
  aws_s3_bucket: ['AWS::S3::Bucket', ''],
  aws_s3_bucket_policy: ['AWS::S3::BucketPolicy', 'Policy'],
  aws_sns_topic: ['AWS::SNS::Topic', ''],
  aws_sns_topic_policy: ['AWS::SNS::TopicPolicy', 'Policy'],
};

/** Logical IDs that do not follow from the name in Terraform. */
const OTHERS: Readonly<Record<string, string>> = {
  'aws_eks_capability.argocd': 'Capability',
  'aws_iam_group.readers': 'ArgoCdReaders',
  'aws_iam_policy.readers': 'ArgoCdReadersPolicy',
  'aws_iam_user.reader': 'ArgoCdReader',
  'aws_kms_alias.pipeline': 'KeyAlias',
  'aws_kms_key.pipeline': 'Key',
  'aws_cloudwatch_event_rule.failure': 'FailureRule',
  'aws_cloudwatch_event_rule.upgrade_failure': 'UpgradeFailureRule',
};

/** `pull_request_build` → `PullRequestBuild`. */
export function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The logical ID of the counterpart in CloudFormation. */
export function logicalId(type: string, name: string): string {
  return OTHERS[`${type}.${name}`] ?? `${pascal(name)}${TYPES[type]?.[1] ?? ''}`;
}

/** The argument with the physical name of each type. */
const NAMES: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: 'name',
  aws_codebuild_project: 'name',
  aws_codecommit_repository: 'repository_name',
  aws_codepipeline: 'name',
  aws_ecr_repository: 'name',
};

export function physicalName(type: string, block: Fields): string | undefined {
  return block[NAMES[type] ?? ''] as string | undefined;
}
