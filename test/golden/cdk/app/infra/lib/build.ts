// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { answers, build } from './answers';
import type { Images } from './images';
import { logGroup, role } from './resources';

/** Tests, image and push. Whoever can push to the repository can change what it runs. */
export function addBuild(stack: Stack, key: CfnKey, artifacts: CfnBucket, images: Images): CfnProject {
  const logs = logGroup(stack, 'BuildLogs', `/aws/codebuild/${answers.appName}-build`, key.attrArn);
  const buildRole = role(stack, 'Build', {
    service: 'codebuild.amazonaws.com',
    description: `What the builds of ${answers.appName} may do. It has no right on the config repo.`,
    may: [
      // To write its log. The name of a log group ends in ":*", which stands for all of its streams.
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
      // To fetch the source that the pipeline hands over,
      { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [`${artifacts.attrArn}/*`] },
      // and to decrypt it.
      { actions: ['kms:Decrypt'], resources: [key.attrArn] },
      // To sign in to the registry. AWS knows no narrower resource for this action.
      { actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
      // To push the image, and to see whether it is there and what its digest is.
      {
        actions: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:CompleteLayerUpload',
          'ecr:DescribeImages',
          'ecr:InitiateLayerUpload',
          'ecr:PutImage',
          'ecr:UploadLayerPart',
        ],
        resources: [images.repository.attrArn],
      },
    ],
  });
  return new CfnProject(stack, 'Build', {
    name: `${answers.appName}-build`,
    description: `Tests ${answers.appName}, builds its image and pushes it`,
    serviceRole: buildRole.attrArn,
    encryptionKey: key.attrArn,
    source: { type: 'CODEPIPELINE', buildSpec: 'buildspec.yml' },
    artifacts: { type: 'CODEPIPELINE' },
    environment: {
      ...build,
      // Docker needs it; the container has a virtual machine to itself.
      privilegedMode: true,
      environmentVariables: [{ name: 'IMAGE_REPOSITORY', value: images.repository.attrRepositoryUri }],
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
    timeoutInMinutes: 30,
  });
}
