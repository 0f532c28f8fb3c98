// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
/** What cdk-nag finds, and why it is accepted. */
export const acknowledgements = [
  {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'Signing in to ECR, scanning with Inspector and reading its findings are about no resource: AWS knows none for these actions.',
  },
  {
    id: 'AwsSolutions-IAM5[Resource::<Artifacts.Arn>/*]',
    reason: 'The objects of one bucket, which holds nothing else. CodePipeline makes up their names.',
  },
  {
    id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/codebuild/my-app-scan-gate:*]',
    reason: 'The streams of one log group, which the stack of the pipeline has.',
  },
  {
    id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/codebuild/my-app-promote:*]',
    reason: 'The streams of one log group, which the stack of the pipeline has.',
  },
  {
    id: 'AwsSolutions-S1',
    reason: 'S3 delivers access logs hours later, into a bucket that could then not be deleted with the stack. CloudTrail\'s data events tell the same.',
  },
];
