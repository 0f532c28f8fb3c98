// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { answers, build, program, programTimeout } from './answers';
import { imported } from './imported';
import { buildSpecOf, logGroup, repositoryArn, role } from './resources';

// A separate stack (prBuilds: true): it runs code that is not reviewed yet, and takes no part in deployments.
export class PullRequestsStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const project = this.addBuild();
    this.addTrigger(project);
    this.addReportTrigger(project, this.addReport(project));
  }

  private addBuild(): CfnProject {
    const logs = logGroup(this, 'PullRequestBuildLogs', `/aws/codebuild/${answers.appName}-pull-request`, imported.keyArn);
    const buildRole = role(this, 'PullRequestBuild', {
      service: 'codebuild.amazonaws.com',
      description: `Permissions of the builds of pull requests of ${answers.appName}, whose code is not reviewed yet.`,
      may: [
        // Write the log. ":*" after the name of a log group means all of its streams.
        { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
        // Read the commit.
        { actions: ['codecommit:GitPull'], resources: [repositoryArn(answers.appName)] },
      ],
    });
    return new CfnProject(this, 'PullRequestBuild', {
      name: `${answers.appName}-pull-request`,
      description: `Tests pull requests of ${answers.appName} before they are merged; pushes nothing`,
      serviceRole: buildRole.attrArn,
      encryptionKey: imported.keyArn,
      source: {
        type: 'CODECOMMIT',
        location: `https://git-codecommit.${Aws.REGION}.${Aws.URL_SUFFIX}/v1/repos/${answers.appName}`,
        buildSpec: 'buildspec-pull-request.yml',
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      // prBuildImage: false. Only Docker would require privileged mode.
      environment: { ...build, privilegedMode: answers.prBuildImage },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
      timeoutInMinutes: 30,
    });
  }

  private addTrigger(project: CfnProject): void {
    const triggerRole = role(this, 'PullRequestTrigger', {
      service: 'events.amazonaws.com',
      description: `Permissions of the rule that builds pull requests of ${answers.appName}.`,
      may: [
        // Start only this project.
        { actions: ['codebuild:StartBuild'], resources: [project.attrArn] },
      ],
    });
    new CfnRule(this, 'PullRequestTrigger', {
      description: `Builds pull requests of ${answers.appName} when they are opened and when commits are added`,
      eventPattern: {
        'source': ['aws.codecommit'],
        'detail-type': ['CodeCommit Pull Request State Change'],
        'resources': [repositoryArn(answers.appName)],
        'detail': {
          event: ['pullRequestCreated', 'pullRequestSourceBranchUpdated'],
          pullRequestStatus: ['Open'],
          destinationReference: [`refs/heads/${answers.defaultBranch}`],
        },
      },
      state: 'ENABLED',
      targets: [{
        id: 'build',
        arn: project.attrArn,
        roleArn: triggerRole.attrArn,
        // The newest commit of the pull request, and the pull request that gets the result as a comment.
        inputTransformer: {
          inputPathsMap: { base: '$.detail.destinationCommit', commit: '$.detail.sourceCommit', id: '$.detail.pullRequestId' },
          inputTemplate: [
            '{"sourceVersion": <commit>, "environmentVariablesOverride": [',
            '{"name": "PULL_REQUEST", "value": <id>, "type": "PLAINTEXT"},',
            '{"name": "BEFORE_COMMIT", "value": <base>, "type": "PLAINTEXT"}]}',
          ].join(' '),
        },
      }],
    });
  }

  // A separate project: the code of a pull request must not be able to comment on itself.
  private addReport(project: CfnProject): CfnProject {
    const logs = logGroup(this, 'PullRequestReportLogs', `/aws/codebuild/${answers.appName}-pull-request-report`, imported.keyArn);
    const reportRole = role(this, 'PullRequestReport', {
      service: 'codebuild.amazonaws.com',
      description: `Permissions of the project that comments on pull requests of ${answers.appName}.`,
      may: [
        // Write the log. ":*" after the name of a log group means all of its streams.
        { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
        // Read the result of the build and its pull request.
        { actions: ['codebuild:BatchGetBuilds'], resources: [project.attrArn] },
        // Post the comment.
        { actions: ['codecommit:PostCommentForPullRequest'], resources: [repositoryArn(answers.appName)] },
      ],
    });
    return new CfnProject(this, 'PullRequestReport', {
      name: `${answers.appName}-pull-request-report`,
      description: `Posts the results of builds as comments on pull requests of ${answers.appName}`,
      serviceRole: reportRole.attrArn,
      encryptionKey: imported.keyArn,
      source: { type: 'NO_SOURCE', buildSpec: buildSpecOf('report-pull-request.mjs') },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: { ...program, environmentVariables: [{ name: 'REPOSITORY', value: answers.appName }] },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
      timeoutInMinutes: programTimeout,
    });
  }

  private addReportTrigger(project: CfnProject, report: CfnProject): void {
    const triggerRole = role(this, 'PullRequestReportTrigger', {
      service: 'events.amazonaws.com',
      description: `Permissions of the rule that reports on pull requests of ${answers.appName}.`,
      may: [
        // Start only this project.
        { actions: ['codebuild:StartBuild'], resources: [report.attrArn] },
      ],
    });
    new CfnRule(this, 'PullRequestReportTrigger', {
      description: `Reports the results of builds of pull requests of ${answers.appName}`,
      eventPattern: {
        'source': ['aws.codebuild'],
        'detail-type': ['CodeBuild Build State Change'],
        'detail': { 'project-name': [project.ref], 'build-status': ['FAILED', 'FAULT', 'STOPPED', 'SUCCEEDED', 'TIMED_OUT'] },
      },
      state: 'ENABLED',
      targets: [{
        id: 'report',
        arn: report.attrArn,
        roleArn: triggerRole.attrArn,
        inputTransformer: {
          inputPathsMap: { build: '$.detail.build-id' },
          inputTemplate: '{"environmentVariablesOverride": [{"name": "BUILD_ID", "value": <build>, "type": "PLAINTEXT"}]}',
        },
      }],
    });
  }
}
