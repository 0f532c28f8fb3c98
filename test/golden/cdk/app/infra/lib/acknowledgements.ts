// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
/** The accepted findings of cdk-nag, each with its reason. */
export const acknowledgements = [
  {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The actions that sign in to ECR, scan with Inspector and read its findings do not support resource-level permissions.',
  },
  {
    id: 'AwsSolutions-IAM5[Resource::<Artifacts.Arn>/*]',
    reason: 'The bucket contains only pipeline artifacts, and CodePipeline chooses their names.',
  },
  {
    id: 'AwsSolutions-S1',
    reason: 'S3 delivers access logs hours later, so a log bucket could not be deleted with the stack. CloudTrail data events record the same requests.',
  },
];
