import type { Answers } from '../../../src/options/option';
import { TaskFolder } from '../tasks';

export const RESOURCES = [
  'data.aws_partition.current', 'aws_codecommit_repository.app', 'aws_codecommit_repository.config', 'aws_iam_user.reader',
  'aws_ecr_repository.images', 'aws_kms_key.pipeline', 'aws_cloudwatch_log_group.build', 'aws_codepipeline.pipeline',
];
export const NO_BUCKET = 'echo "An error occurred (404) when calling the HeadBucket operation: Not Found" >&2; exit 254';
export const MANAGED: Answers = {
  engine: 'argocd-managed',
  cluster: 'existing',
  identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
  argocdAdmin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
};

export interface State {
  readonly answers?: Answers;
  /** The response of S3 to HeadBucket. @default the bucket exists */
  readonly headBucket?: string;
  readonly resources?: readonly string[];
  /** The exit code of a plan with -detailed-exitcode. */
  readonly plan?: number;
  /** More responses of the AWS CLI. */
  readonly aws?: string;
}

/** A folder with the tasks, and with stand-ins for Terraform and the AWS CLI. */
export function folderWith({ answers, headBucket = ':', resources = RESOURCES, plan = 0, aws = '' }: State = {}): TaskFolder {
  return new TaskFolder({ iac: 'terraform', region: 'eu-west-1', ...answers })
    .program('aws', `case "$*" in
  *get-caller-identity*) echo 123456789012 ;;
  *head-bucket*) ${headBucket} ;;
  ${aws}
esac`)
    .program('terraform', `case "$*" in
  *"state list"*) printf '%s\\n' ${resources.join(' ')} ;;
  *-detailed-exitcode*) exit ${plan} ;;
  *"output "*) echo "a value" ;;
esac`);
}

/** The calls of Terraform that may change something. */
export const ofTerraform = (calls: readonly string[]) =>
  calls.filter((call) => /^(terraform|tofu) /.test(call) && !/ init | state list/.test(call));
