// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { answers, build } from './answers';
import type { Images } from './images';
import { logGroup, role } from './resources';

/** Tests the service, builds and pushes its image. Anyone who can push to the repository can change these commands. */
export function addBuild(stack: Stack, key: CfnKey, artifacts: CfnBucket, images: Images): CfnProject {
  const logs = logGroup(stack, 'BuildLogs', `/aws/codebuild/${answers.appName}-build`, key.attrArn);
  const buildRole = role(stack, 'Build', {
    service: 'codebuild.amazonaws.com',
    description: `Permissions of the builds of ${answers.appName}. They cannot access the config repo.`,
    may: [
      // Write the log. ":*" after the name of a log group means all of its streams.
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
      // Read the source from the artifacts of the pipeline.
      { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [`${artifacts.attrArn}/*`] },
      // Decrypt the source.
      { actions: ['kms:Decrypt'], resources: [key.attrArn] },
      // Sign in to the registry. This action does not support resource-level permissions.
      { actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
      // Push the image. Check whether it already exists, and read its digest.
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
      // Docker requires privileged mode. Each build has its own virtual machine.
      privilegedMode: true,
      environmentVariables: [{ name: 'IMAGE_REPOSITORY', value: images.repository.attrRepositoryUri }],
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
    timeoutInMinutes: 30,
  });
}
