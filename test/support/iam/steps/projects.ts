import { type Step, type World, calls, refusal, step } from './step';

/** The projects of stages: each receives the source. */
const STAGES = ['Build', 'ScanGate', 'Promote'];

/** What CodeBuild does for every project, whatever the project runs. */
export function projectSteps(world: World): Step[] {
  const projects = world.all('AWS::CodeBuild::Project');
  return [
    ...projects.map((project) =>
      step(
        `write the log of ${project}`, 'AWS CodeBuild user guide, service role; the group is made before',
        calls(`${project}Role`, ['logs:CreateLogStream', 'logs:PutLogEvents'], world.arn(`${project}Logs`)),
      ),
    ),
    ...STAGES.filter((project) => projects.includes(project)).map((project) =>
      step(
        `fetch the source for ${project}`,
        'AWS CodeBuild user guide, service role for CodePipeline; Amazon S3 user guide, SSE-KMS',
        calls(
          `${project}Role`,
          ['s3:GetObject', 's3:GetObjectVersion'],
          `${world.arn('Artifacts')}/shop/Source/abc1234`,
        ),
        calls(`${project}Role`, ['kms:Decrypt'], world.arn('Key')),
      ),
    ),
  ];
}

/** The build pushes the image; its rights do not reach the config repo. */
export function buildSteps(world: World): Step[] {
  const by = (actions: readonly string[], resource: string) => calls('BuildRole', actions, resource);
  const images = world.arn('Images');
  return [
    step(
      'sign in to the registry', 'buildspec.yml: aws ecr get-login-password', by(['ecr:GetAuthorizationToken'], '*'),
    ),
    step(
      'push the image',
      'buildspec.yml: docker push; Amazon ECR user guide, "IAM permissions for pushing an image"',
      by(
        [
          'BatchCheckLayerAvailability', 'BatchGetImage', 'CompleteLayerUpload', 'InitiateLayerUpload', 'PutImage',
          'UploadLayerPart',
        ].map((action) => `ecr:${action}`),
        images,
      ),
    ),
    step('find the image of the commit', 'buildspec.yml: aws ecr describe-images', by(['ecr:DescribeImages'], images)),
    ...(world.has('SigningProfile')
      ? [
        step(
          'sign the image', 'Amazon ECR user guide, managed signing',
          by(['signer:SignPayload'], world.arn('SigningProfile')),
        ),
      ]
      : []),
    refusal(
      'write to the config repo from the build',
      'buildspec.yml is code that whoever pushes to the app repo changes',
      by(
        ['GitPush', 'CreateCommit', 'PutFile', 'CreatePullRequest', 'MergePullRequestByFastForward'].map(
          (action) => `codecommit:${action}`,
        ),
        world.configRepository,
      ),
    ),
    refusal(
      'delete or sign other than by pushing', 'the role pushes, and does nothing else',
      by(['ecr:BatchDeleteImage', 'ecr:DeleteRepository'], images),
    ),
  ];
}
