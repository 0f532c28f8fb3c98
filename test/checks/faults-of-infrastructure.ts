import type { Edit } from '../support/plant';

/** A fault that each kind of infrastructure can have, and its message. */
export interface InfrastructureFault {
  readonly fault: string;
  readonly cloudformation: Edit;
  readonly cdk: Edit;
  readonly words: string;
  /** The file to correct, where it is another one than the one with the mistake. */
  readonly at?: { readonly cloudformation?: string; readonly cdk?: string };
}

const inPipeline = (from: string | RegExp, to: string): Edit => ({ in: 'app/infra/pipeline.yaml', from, to });
const inPrograms = (from: string | RegExp, to: string): Edit => ({ in: 'app/infra/programs.yaml', from, to });
const inPullRequests = (from: string | RegExp, to: string): Edit => ({ in: 'app/infra/pull-requests.yaml', from, to });
const inRepositories = (from: string | RegExp, to: string): Edit => ({ in: 'app/infra/repositories.yaml', from, to });
const inProgram = (name: string, from: string | RegExp, to: string): Edit => ({
  in: `app/infra/lib/${name}.ts`, from, to,
});

const APPLICATION = 'config/argocd/application.yaml';

export const INFRASTRUCTURE_FAULTS: readonly InfrastructureFault[] = [
  {
    fault: 'a promotion into another environment',
    cloudformation: inPrograms('Value: k8s/overlays/production/', 'Value: k8s/overlays/staging/'),
    cdk: inProgram(
      'promote', "{ name: 'FILE', value: names.overlay }",
      "{ name: 'FILE', value: names.overlay.replace('production', 'staging') }",
    ),
    words: 'the pipeline promotes into FILE k8s/overlays/staging/kustomization.yaml, but the config repo has',
  },
  {
    fault: 'a promotion of another image',
    cloudformation: inPrograms(/(- Name: IMAGE_NAME\n +Value:) shop/, '$1 web'),
    cdk: inProgram('promote', "{ name: 'IMAGE_NAME', value: answers.appName }", "{ name: 'IMAGE_NAME', value: 'web' }"),
    words: 'the pipeline promotes IMAGE_NAME "web"',
  },
  {
    fault: 'a promotion to another branch',
    cloudformation: inPrograms(/(- Name: BRANCH\n +Value:) !Ref BranchName/, '$1 master'),
    cdk: inProgram(
      'promote', "{ name: 'BRANCH', value: answers.defaultBranch }", "{ name: 'BRANCH', value: 'master' }",
    ),
    at: { cloudformation: APPLICATION, cdk: APPLICATION },
    words: 'targetRevision is main, but Promote promotes to the branch master',
  },
  {
    fault: 'a promotion to another repository',
    cloudformation: inPrograms(/(- Name: CONFIG_REPOSITORY\n +Value:) !Ref ConfigRepositoryName/, '$1 shop-config'),
    cdk: inProgram(
      'promote', "{ name: 'CONFIG_REPOSITORY', value: answers.configRepoName }",
      "{ name: 'CONFIG_REPOSITORY', value: 'shop-config' }",
    ),
    words: 'CONFIG_REPOSITORY is "shop-config", but the repositories are "shop", "shop-k8s-config"',
  },
  {
    fault: 'commits allowed to another branch',
    cloudformation: inPrograms(
      'codecommit:References: !Sub refs/heads/${BranchName}', 'codecommit:References: refs/heads/master',
    ),
    cdk: inProgram(
      'promote', "'codecommit:References': `refs/heads/${answers.defaultBranch}`",
      "'codecommit:References': 'refs/heads/master'",
    ),
    words: 'PromotePolicy allows commits to "refs/heads/master" only, but Promote commits to "refs/heads/main"',
  },
  {
    fault: 'one image kept',
    cloudformation: inPipeline('"countNumber": ${ImagesToKeep}', '"countNumber": 1'),
    cdk: inProgram('images', 'countNumber: imagesToKeep', 'countNumber: 1'),
    words: 'it keeps 1 images, but the Deployment refers to the deployed image and those of 5 revisions',
  },
  {
    fault: 'images forgotten by their age',
    cloudformation: inPipeline(
      '"countType": "imageCountMoreThan",', '"countType": "sinceImagePushed", "countUnit": "days",',
    ),
    cdk: inProgram('images', "'imageCountMoreThan'", "'sinceImagePushed', countUnit: 'days'"),
    words: 'a rule expires images by age (sinceImagePushed, 100)',
  },
  {
    fault: 'a gate without a scan',
    cloudformation: inPipeline('ScanOnPush: true', 'ScanOnPush: false'),
    cdk: inProgram('images', 'scanOnPush: true', 'scanOnPush: false'),
    words: 'ScanOnPush is false, but ScanGate waits for the scan of each image',
  },
  {
    fault: 'a rule for another branch',
    cloudformation: inPipeline('- !Sub refs/heads/${BranchName}\n      State', '- refs/heads/master\n      State'),
    cdk: inProgram('trigger', '`refs/heads/${answers.defaultBranch}`', '\'refs/heads/master\''),
    words: 'Trigger waits for destinationReference "refs/heads/master", but events have "refs/heads/main"',
  },
  {
    fault: 'a rule for the short name of the branch',
    cloudformation: inPipeline('- !Sub refs/heads/${BranchName}\n      State', '- !Ref BranchName\n      State'),
    cdk: inProgram('trigger', '`refs/heads/${answers.defaultBranch}`', 'answers.defaultBranch'),
    words: 'Trigger waits for destinationReference "main", but events have "refs/heads/main"',
  },
  {
    fault: 'a rule for a field of another event',
    cloudformation: inPipeline(
      'destinationReference:\n            - !Sub refs/heads/${BranchName}',
      'referenceName:\n            - !Ref BranchName',
    ),
    cdk: inProgram(
      'trigger', 'destinationReference: [`refs/heads/${answers.defaultBranch}`]',
      'referenceName: [answers.defaultBranch]',
    ),
    words: 'Trigger waits for referenceName, which "CodeCommit Pull Request State Change" does not have',
  },
  {
    fault: 'a boolean for a word',
    cloudformation: inPipeline('isMerged: ["True"]', 'isMerged: [true]'),
    cdk: inProgram('trigger', 'isMerged: [\'True\']', 'isMerged: [true]'),
    words: 'Trigger waits for isMerged true, but events have "True", "False"',
  },
  {
    fault: 'a rule for an event that does not exist',
    cloudformation: inPipeline('[pullRequestMergeStatusUpdated]', '[pullRequestMerged]'),
    cdk: inProgram('trigger', '\'pullRequestMergeStatusUpdated\'', '\'pullRequestMerged\''),
    words: 'Trigger waits for event "pullRequestMerged"',
  },
  {
    fault: 'a rule for the config repo',
    cloudformation: inPipeline(/(Trigger:[^]*?resources:\n +- !Sub [^\n]*:)\$\{RepositoryName\}/, '$1shop-web'),
    cdk: inProgram(
      'trigger', "'resources': [repositoryArn(answers.appName)]", "'resources': [repositoryArn('shop-web')]",
    ),
    words:
      'Trigger waits for events of "shop-web", but the stacks have AWS::CodeCommit::Repository "shop", "shop-k8s-config"',
  },
  {
    fault: 'a rule that starts something else',
    cloudformation: inPipeline(
      '- Id: pipeline\n          Arn: !Sub arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}',
      '- Id: pipeline\n          Arn: !GetAtt Build.Arn',
    ),
    cdk: inProgram('trigger', 'arn: pipelineArn(pipeline), roleArn', 'arn: triggerRole.attrArn, roleArn'),
    at: { cdk: 'app/infra/lib/pipeline.ts' },
    words: 'no rule has "shop" as its target, so it never starts',
  },
  {
    fault: 'failures of another pipeline',
    cloudformation: inPipeline('pipeline:\n            - !Ref Pipeline', 'pipeline:\n            - shop-pipeline'),
    cdk: inProgram('notifications', /pipeline: \[[^\]]*\]/, 'pipeline: [\'shop-pipeline\']'),
    words: 'FailureRule waits for pipeline "shop-pipeline", but the stacks have "shop"',
  },
  {
    fault: 'pull requests into another branch',
    cloudformation: inPullRequests('- !Sub refs/heads/${BranchName}', '- refs/heads/develop'),
    cdk: inProgram('pull-requests-stack', '`refs/heads/${answers.defaultBranch}`', '\'refs/heads/develop\''),
    words: 'PullRequestTrigger waits for destinationReference "refs/heads/develop"',
  },
  {
    fault: 'a right on another repository',
    cloudformation: inPrograms(
      /(codecommit:GetFile\n +Resource: !Sub [^\n]*:)\$\{ConfigRepositoryName\}/, '$1shop-config',
    ),
    cdk: inProgram(
      'promote',
      "actions: ['codecommit:GetBranch', 'codecommit:GetFile'], resources: [repositoryArn(answers.configRepoName)] }",
      "actions: ['codecommit:GetBranch', 'codecommit:GetFile'], resources: [repositoryArn('shop-config')] }",
    ),
    words: 'PromotePolicy allows "codecommit:GetBranch", "codecommit:GetFile" on "shop-config", but the stacks have',
  },
  {
    fault: 'logs that the key does not encrypt',
    cloudformation: inPipeline('LogGroupName: /aws/codebuild/shop-build', 'LogGroupName: /aws/codebuild/web-build'),
    cdk: inProgram('build', '`/aws/codebuild/${answers.appName}-build`', '\'/aws/codebuild/web-build\''),
    at: { cdk: 'app/infra/lib/key.ts' },
    words: 'but BuildLogs is /aws/codebuild/web-build: its logs cannot be written',
  },
  {
    fault: 'a buildspec that is not there',
    cloudformation: inPipeline('BuildSpec: buildspec.yml', 'BuildSpec: buildspec.yaml'),
    cdk: inProgram('build', '\'buildspec.yml\'', '\'buildspec.yaml\''),
    words: 'BuildSpec of Build is buildspec.yaml, which does not exist in the app repo',
  },
  {
    fault: 'a source of another repository',
    cloudformation: inPipeline(/(Configuration:\n +RepositoryName:) !Ref RepositoryName/, '$1 web'),
    cdk: inProgram('pipeline', /RepositoryName: answers\.appName/, 'RepositoryName: \'web\''),
    words: 'its source is the repository "web"',
  },
  {
    fault: 'a variable of no action',
    cloudformation: inPipeline('Namespace: Source', 'Namespace: Commit'),
    cdk: inProgram('pipeline', 'namespace: \'Source\'', 'namespace: \'Commit\''),
    words: 'Pipeline uses #{Source.CommitId}, but no action has the Namespace Source',
  },
  {
    fault: 'builds on another processor',
    cloudformation: inPipeline('Type: LINUX_CONTAINER', 'Type: ARM_CONTAINER'),
    cdk: inProgram('answers', '\'LINUX_CONTAINER\'', '\'ARM_CONTAINER\''),
    at: { cdk: 'app/infra/lib/build.ts' },
    words: 'Build builds on arm64 (Environment.Type)',
  },
  {
    fault: 'a registry of another name',
    cloudformation: inPipeline(
      'Default: shop\n    Description: The ECR repository', 'Default: web\n    Description: The ECR repository',
    ),
    cdk: inProgram('images', 'repositoryName: names.imageRepository', "repositoryName: 'web'"),
    at: { cloudformation: 'app/infra/programs.yaml', cdk: 'app/infra/lib/promote.ts' },
    words: 'PromotePolicy allows "ecr:DescribeImages" on "shop", but the stacks have AWS::ECR::Repository "web"',
  },
  {
    fault: 'a config repo of another name',
    cloudformation: inRepositories('Default: shop-k8s-config', 'Default: shop-config'),
    cdk: inProgram('repositories-stack', /answers\.configRepoName/, '\'shop-config\''),
    at: { cloudformation: APPLICATION, cdk: APPLICATION },
    words: 'names the repository shop-k8s-config, but the stacks have "shop", "shop-config"',
  },
];
