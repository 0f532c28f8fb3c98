// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { answers, names, program, programTimeout } from './answers';
import { imported } from './imported';
import { buildSpecOf, digestOfCommit, logGroup, repositoryArn, role } from './resources';

// A separate project, not a part of the build: only its role can write to the config
// repo, and it runs no code of either repository. CodeBuild rather than a Lambda
// function: its log is beside the build's, and AWS keeps its Node.js current.
export function addPromote(stack: Stack): void {
  const logs = logGroup(stack, 'PromoteLogs', `/aws/codebuild/${answers.appName}-promote`, imported.keyArn);
  const promoteRole = role(stack, 'Promote', {
    service: 'codebuild.amazonaws.com',
    description: `Permissions of the promotion of ${answers.appName}. Only it writes to the config repo.`,
    may: [
      // Write the log. ":*" after the name of a log group means all of its streams.
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
      // Read the source from the artifacts of the pipeline.
      { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [imported.artifactObjectsArn] },
      // Decrypt the source.
      { actions: ['kms:Decrypt'], resources: [imported.keyArn] },
      // Read from which commit an image was built.
      { actions: ['ecr:DescribeImages'], resources: [imported.imagesArn] },
      // Find out which of two commits of the service is older.
      { actions: ['codecommit:GetCommit'], resources: [repositoryArn(answers.appName)] },
      // Read the file with the digest.
      { actions: ['codecommit:GetBranch', 'codecommit:GetFile'], resources: [repositoryArn(answers.configRepoName)] },
      // Commit the digest to this branch only.
      {
        actions: ['codecommit:CreateCommit'],
        resources: [repositoryArn(answers.configRepoName)],
        conditions: { StringEquals: { 'codecommit:References': `refs/heads/${answers.defaultBranch}` } },
      },
    ],
  });
  new CfnProject(stack, 'Promote', {
    name: `${answers.appName}-promote`,
    description: `Writes the digest of a new image of ${answers.appName} into ${answers.configRepoName}`,
    serviceRole: promoteRole.attrArn,
    encryptionKey: imported.keyArn,
    source: { type: 'CODEPIPELINE', buildSpec: buildSpecOf('promote.mjs', digestOfCommit) },
    artifacts: { type: 'CODEPIPELINE' },
    environment: {
      ...program,
      environmentVariables: [
        { name: 'MODE', value: answers.promotion },
        { name: 'APP_REPOSITORY', value: answers.appName },
        { name: 'CONFIG_REPOSITORY', value: answers.configRepoName },
        { name: 'BRANCH', value: answers.defaultBranch },
        { name: 'FILE', value: names.overlay },
        // The entry of "images" in that file.
        { name: 'IMAGE_NAME', value: answers.appName },
        { name: 'IMAGE_REPOSITORY', value: imported.imagesUri },
      ],
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
    timeoutInMinutes: programTimeout,
  });
}
