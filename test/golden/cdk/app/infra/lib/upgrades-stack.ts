// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { answers, build, names, program, programTimeout } from './answers';
import { imported } from './imported';
import { buildSpecOf, logGroup, repositoryArn, role } from './resources';

const bucket = Fn.importValue(`${names.pipelineStack}-artifact-bucket`);
const patch = 'upgrade.json';
const branch = `refs/heads/${answers.defaultBranch}`;

// A separate stack (upgrades: weekly): it runs code of npm packages, and takes no part in deployments.
export class UpgradesStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const upgrade = this.addUpgrade();
    this.addTrigger(upgrade);
    this.addProposalTrigger(upgrade, this.addProposal());
  }

  // It runs the install scripts of npm packages and the tests of both repositories.
  // So another project, which runs none of them, opens the pull requests.
  private addUpgrade(): CfnProject {
    const logs = logGroup(this, 'UpgradeLogs', `/aws/codebuild/${answers.appName}-upgrade`, imported.keyArn);
    const upgradeRole = role(this, 'Upgrade', {
      service: 'codebuild.amazonaws.com',
      description: `Permissions of the upgrades of ${answers.appName}, which run code of npm packages.`,
      may: [
        // Write the log. ":*" after the name of a log group means all of its streams.
        { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
        // Clone both repositories. It has no permission to change them.
        {
          actions: ['codecommit:GitPull'],
          resources: [repositoryArn(answers.appName), repositoryArn(answers.configRepoName)],
        },
        // Write the changed files for the proposal.
        { actions: ['s3:PutObject'], resources: [`arn:${Aws.PARTITION}:s3:::${bucket}/${patch}`] },
        // Encrypt them.
        { actions: ['kms:GenerateDataKey'], resources: [imported.keyArn] },
      ],
    });
    // The first line names the owner of the file.
    const buildSpec = readFileSync(join(__dirname, '..', 'programs', 'upgrade-buildspec.yml'), 'utf8').replace(/^# .*\n/, '');
    return new CfnProject(this, 'Upgrade', {
      name: `${answers.appName}-upgrade`,
      description: `Upgrades clones of both repositories of ${answers.appName} and tests them; pushes nothing`,
      serviceRole: upgradeRole.attrArn,
      encryptionKey: imported.keyArn,
      source: { ...cloneOf(answers.appName), buildSpec },
      sourceVersion: branch,
      secondarySources: [{ sourceIdentifier: 'CONFIG', ...cloneOf(answers.configRepoName) }],
      secondarySourceVersions: [{ sourceIdentifier: 'CONFIG', sourceVersion: branch }],
      artifacts: { type: 'NO_ARTIFACTS' },
      // In the bucket of the pipeline, beside its artifacts, whose keys all begin with the name of the pipeline.
      environment: { ...build, environmentVariables: [{ name: 'BUCKET', value: bucket }] },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
      timeoutInMinutes: 30,
    });
  }

  private addTrigger(upgrade: CfnProject): void {
    const triggerRole = role(this, 'UpgradeTrigger', {
      service: 'events.amazonaws.com',
      description: `Permissions of the schedule of the upgrades of ${answers.appName}.`,
      may: [
        // Start only this project.
        { actions: ['codebuild:StartBuild'], resources: [upgrade.attrArn] },
      ],
    });
    new CfnRule(this, 'UpgradeTrigger', {
      description: `Starts the weekly upgrade of ${answers.appName}`,
      // upgrades: weekly. On Mondays at 6:00 UTC.
      scheduleExpression: 'cron(0 6 ? * MON *)',
      state: 'ENABLED',
      targets: [{ id: 'upgrade', arn: upgrade.attrArn, roleArn: triggerRole.attrArn }],
    });
  }

  // It trusts nothing but the bytes of the files: it checks their paths and
  // sizes, never runs them, and cannot write to any branch but upgrade/*.
  private addProposal(): CfnProject {
    const logs = logGroup(this, 'UpgradeProposalLogs', `/aws/codebuild/${answers.appName}-upgrade-proposal`, imported.keyArn);
    const proposalRole = role(this, 'UpgradeProposal', {
      service: 'codebuild.amazonaws.com',
      description: `Permissions of the project that opens the upgrade pull requests of ${answers.appName}.`,
      may: [
        // Write the log. ":*" after the name of a log group means all of its streams.
        { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
        // Read the changed files.
        { actions: ['s3:GetObject'], resources: [`arn:${Aws.PARTITION}:s3:::${bucket}/${patch}`] },
        // Decrypt them.
        { actions: ['kms:Decrypt'], resources: [imported.keyArn] },
        // Find the open pull request and its changes. Open one, or close one that is no longer needed.
        {
          actions: [
            'codecommit:CreatePullRequest',
            'codecommit:GetBranch',
            'codecommit:GetCommit',
            'codecommit:GetDifferences',
            'codecommit:GetFile',
            'codecommit:GetPullRequest',
            'codecommit:ListPullRequests',
            'codecommit:UpdatePullRequestStatus',
          ],
          resources: [repositoryArn(answers.appName), repositoryArn(answers.configRepoName)],
        },
        // Commit to separate branches. It cannot write to any other branch: a reviewer merges.
        {
          actions: ['codecommit:CreateBranch', 'codecommit:CreateCommit'],
          resources: [repositoryArn(answers.appName), repositoryArn(answers.configRepoName)],
          conditions: { StringLike: { 'codecommit:References': 'refs/heads/upgrade/*' } },
        },
      ],
    });
    const readPatch = '      - aws s3api get-object --bucket "$BUCKET" --key upgrade.json "$PATCH"';
    return new CfnProject(this, 'UpgradeProposal', {
      name: `${answers.appName}-upgrade-proposal`,
      description: `Opens or updates an upgrade pull request in each repository of ${answers.appName}`,
      serviceRole: proposalRole.attrArn,
      encryptionKey: imported.keyArn,
      source: { type: 'NO_SOURCE', buildSpec: buildSpecOf('propose-upgrade.mjs', [readPatch]) },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        ...program,
        environmentVariables: [
          { name: 'APP_REPOSITORY', value: answers.appName },
          { name: 'CONFIG_REPOSITORY', value: answers.configRepoName },
          { name: 'BRANCH', value: answers.defaultBranch },
          { name: 'BUCKET', value: bucket },
          { name: 'PATCH', value: '/tmp/upgrade.json' },
        ],
      },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
      timeoutInMinutes: programTimeout,
    });
  }

  private addProposalTrigger(upgrade: CfnProject, proposal: CfnProject): void {
    const triggerRole = role(this, 'UpgradeProposalTrigger', {
      service: 'events.amazonaws.com',
      description: `Permissions of the rule that proposes the upgrades of ${answers.appName}.`,
      may: [
        // Start only this project.
        { actions: ['codebuild:StartBuild'], resources: [proposal.attrArn] },
      ],
    });
    new CfnRule(this, 'UpgradeProposalTrigger', {
      description: `Proposes an upgrade of ${answers.appName} whose tests have succeeded`,
      eventPattern: {
        'source': ['aws.codebuild'],
        'detail-type': ['CodeBuild Build State Change'],
        'detail': { 'project-name': [upgrade.ref], 'build-status': ['SUCCEEDED'] },
      },
      state: 'ENABLED',
      targets: [{ id: 'proposal', arn: proposal.attrArn, roleArn: triggerRole.attrArn }],
    });
  }
}

function cloneOf(repository: string) {
  const location = `https://git-codecommit.${Aws.REGION}.${Aws.URL_SUFFIX}/v1/repos/${repository}`;
  return { type: 'CODECOMMIT', location, gitCloneDepth: 1 };
}
