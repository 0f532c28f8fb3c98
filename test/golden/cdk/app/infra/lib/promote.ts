// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { answers, names, program, programTimeout } from './answers';
import type { Images } from './images';
import { buildSpecOf, digestOfCommit, logGroup, readSource, repositoryArn, role, writeLog } from './resources';

/**
 * A project with a program of its own, not a part of the build: it alone may write to the config repo, and it runs no code of either
 * repository. CodeBuild and not a function: its log is beside the build's, and AWS keeps its Node.js current.
 */
export function addPromote(stack: Stack, key: CfnKey, artifacts: CfnBucket, { repository }: Images): CfnProject {
  const logs = logGroup(stack, 'PromoteLogs', `/aws/codebuild/${answers.appName}-promote`, key.attrArn);
  const promoteRole = role(stack, 'Promote', {
    service: 'codebuild.amazonaws.com',
    description: `What the promotion of ${answers.appName} may do. It alone writes to the config repo.`,
    may: [
      writeLog(logs),
      ...readSource(artifacts.attrArn, key.attrArn),
      // To see which commit an image was built from.
      { actions: ['ecr:DescribeImages'], resources: [repository.attrArn] },
      // To see which of two commits of the service is the older one.
      { actions: ['codecommit:GetCommit'], resources: [repositoryArn(answers.appName)] },
      ...(answers.promotion === 'commit' ? committing() : proposing()),
    ],
  });
  return new CfnProject(stack, 'Promote', {
    name: `${answers.appName}-promote`,
    description: `Writes the digest of a new image of ${answers.appName} into ${answers.configRepoName}`,
    serviceRole: promoteRole.attrArn,
    encryptionKey: key.attrArn,
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
        { name: 'IMAGE_REPOSITORY', value: repository.attrRepositoryUri },
      ],
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
    timeoutInMinutes: programTimeout,
  });
}

/** promotion: commit. */
function committing(): PolicyStatementProps[] {
  const resources = [repositoryArn(answers.configRepoName)];
  return [
    // To read the file that holds the digest.
    { actions: ['codecommit:GetBranch', 'codecommit:GetFile'], resources },
    // To commit the digest to this one branch.
    {
      actions: ['codecommit:CreateCommit'],
      resources,
      conditions: { StringEquals: { 'codecommit:References': `refs/heads/${answers.defaultBranch}` } },
    },
  ];
}

/** promotion: pull-request. */
function proposing(): PolicyStatementProps[] {
  const resources = [repositoryArn(answers.configRepoName)];
  return [
    // To read the file that holds the digest, and to open a pull request that changes it; to close the ones before.
    {
      actions: [
        'codecommit:CreatePullRequest',
        'codecommit:GetBranch',
        'codecommit:GetFile',
        'codecommit:GetPullRequest',
        'codecommit:ListPullRequests',
        'codecommit:UpdatePullRequestStatus',
      ],
      resources,
    },
    // To commit to branches of its own. It has no right on the branch that Argo CD follows: somebody else merges.
    {
      actions: ['codecommit:CreateBranch', 'codecommit:CreateCommit'],
      resources,
      conditions: { StringLike: { 'codecommit:References': names.promotionBranches } },
    },
  ];
}
