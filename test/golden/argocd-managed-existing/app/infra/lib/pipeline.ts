// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Aws, type Stack } from 'aws-cdk-lib';
import type { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { answers } from './answers';
import type { Images } from './images';
import { projectArn, repositoryArn, role } from './resources';

export interface PipelineProps {
  readonly key: CfnKey;
  readonly artifacts: CfnBucket;
  readonly images: Images;
  readonly build: CfnProject;
}

/** Source, build, scan gate, promotion. */
export function addPipeline(stack: Stack, { key, artifacts, build }: PipelineProps): CfnPipeline {
  const pipelineRole = role(stack, 'Pipeline', {
    service: 'codepipeline.amazonaws.com',
    description: `Permissions of the pipeline of ${answers.appName}.`,
    may: [
      // Read the commit to build.
      {
        actions: [
          'codecommit:CancelUploadArchive',
          'codecommit:GetBranch',
          'codecommit:GetCommit',
          'codecommit:GetUploadArchiveStatus',
          'codecommit:UploadArchive',
        ],
        resources: [repositoryArn(answers.appName)],
      },
      // Read and write artifacts.
      { actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], resources: [`${artifacts.attrArn}/*`] },
      // Encrypt and decrypt them.
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.attrArn] },
      // Check whether the bucket keeps versions.
      { actions: ['s3:GetBucketVersioning'], resources: [artifacts.attrArn] },
      // Start the projects of its stages, and read their results.
      {
        actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
        resources: [build.attrArn, projectArn('shop-scan-gate'), projectArn('shop-promote')],
      },
    ],
  });
  return new CfnPipeline(stack, 'Pipeline', {
    name: answers.appName,
    pipelineType: 'V2',
    // Executions run one after the other: an older build never overtakes a newer one.
    executionMode: 'QUEUED',
    roleArn: pipelineRole.attrArn,
    artifactStore: { type: 'S3', location: artifacts.ref, encryptionKey: { type: 'KMS', id: key.attrArn } },
    stages: [
      sourceStage(),
      projectStage('Build', build.ref),
      // No variables of the build: it ran code of the repository, and could change this JSON text.
      projectStage('ScanGate', `${answers.appName}-scan-gate`, { SOURCE_COMMIT: '#{Source.CommitId}' }),
      projectStage('Promote', `${answers.appName}-promote`, { SOURCE_COMMIT: '#{Source.CommitId}', EXECUTION: '#{codepipeline.PipelineExecutionId}' }),
    ],
  });
}

function sourceStage(): CfnPipeline.StageDeclarationProperty {
  return {
    name: 'Source',
    actions: [{
      name: 'Source',
      namespace: 'Source',
      actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
      // An EventBridge rule starts the pipeline: see trigger.ts.
      configuration: { RepositoryName: answers.appName, BranchName: answers.defaultBranch, PollForSourceChanges: 'false' },
      outputArtifacts: [{ name: 'Source' }],
    }],
  };
}

function projectStage(name: string, projectName: string, variables: Record<string, string> = {}): CfnPipeline.StageDeclarationProperty {
  const environment = Object.entries(variables).map(([variable, value]) => ({ name: variable, value, type: 'PLAINTEXT' }));
  return {
    name,
    actions: [{
      name,
      namespace: name === 'Build' ? name : undefined,
      actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
      configuration: {
        ProjectName: projectName,
        ...(environment.length > 0 ? { EnvironmentVariables: JSON.stringify(environment) } : {}),
      },
      inputArtifacts: [{ name: 'Source' }],
    }],
  };
}

/** The ARN of the pipeline. */
export function pipelineArn(pipeline: CfnPipeline): string {
  return `arn:${Aws.PARTITION}:codepipeline:${Aws.REGION}:${Aws.ACCOUNT_ID}:${pipeline.ref}`;
}
