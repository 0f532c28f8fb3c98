// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Aws, type Stack } from 'aws-cdk-lib';
import type { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { CfnPipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { answers } from './answers';
import type { Images } from './images';
import { logGroup, repositoryArn, role } from './resources';

export interface PipelineProps {
  readonly key: CfnKey;
  readonly artifacts: CfnBucket;
  readonly images: Images;
  readonly build: CfnProject;
  readonly scanGate?: CfnProject;
  readonly promote?: CfnProject;
}

/** Source, build, scan gate, promotion. */
export function addPipeline(stack: Stack, { key, artifacts, images, build, scanGate, promote }: PipelineProps): CfnPipeline {
  const inspects = answers.scanGate !== 'none' && answers.scanner === 'inspector';
  const inspectorLogs = inspects ? logGroup(stack, 'ScanGateLogs', `/aws/codepipeline/${answers.appName}`, key.attrArn) : undefined;
  const projects = [build, scanGate, promote].flatMap((project) => project ? [project.attrArn] : []);
  const pipelineRole = role(stack, 'Pipeline', {
    service: 'codepipeline.amazonaws.com',
    description: `What the pipeline of ${answers.appName} may do.`,
    may: [
      // To fetch the commit that is built.
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
      // To hand it to the build,
      { actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], resources: [`${artifacts.attrArn}/*`] },
      // encrypted.
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.attrArn] },
      // To see whether the bucket keeps versions.
      { actions: ['s3:GetBucketVersioning'], resources: [artifacts.attrArn] },
      // To start the projects of its stages, and to see how they end.
      { actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'], resources: projects },
      ...(inspectorLogs ? inspecting(images, inspectorLogs) : []),
    ],
  });
  return new CfnPipeline(stack, 'Pipeline', {
    name: answers.appName,
    pipelineType: 'V2',
    // One after the other: an older build never overtakes a newer one.
    executionMode: 'QUEUED',
    roleArn: pipelineRole.attrArn,
    artifactStore: { type: 'S3', location: artifacts.ref, encryptionKey: { type: 'KMS', id: key.attrArn } },
    stages: [
      sourceStage(),
      projectStage('Build', build),
      // What follows is told nothing that the build says: it ran code of the repository.
      ...(scanGate ? [projectStage('ScanGate', scanGate, { SOURCE_COMMIT: '#{Source.CommitId}' })] : []),
      ...(inspects ? [inspectorStage(images)] : []),
      ...(promote ? [projectStage('Promote', promote, {
        SOURCE_COMMIT: '#{Source.CommitId}',
        EXECUTION: '#{codepipeline.PipelineExecutionId}',
      })] : []),
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
      // A rule starts the pipeline: see trigger.ts.
      configuration: { RepositoryName: answers.appName, BranchName: answers.defaultBranch, PollForSourceChanges: 'false' },
      outputArtifacts: [{ name: 'Source' }],
    }],
  };
}

function projectStage(name: string, project: CfnProject, variables: Record<string, string> = {}): CfnPipeline.StageDeclarationProperty {
  const environment = Object.entries(variables).map(([variable, value]) => ({ name: variable, value, type: 'PLAINTEXT' }));
  return {
    name,
    actions: [{
      name,
      namespace: name === 'Build' ? name : undefined,
      actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
      configuration: {
        ProjectName: project.ref,
        ...(environment.length > 0 ? { EnvironmentVariables: JSON.stringify(environment) } : {}),
      },
      inputArtifacts: [{ name: 'Source' }],
    }],
  };
}

/** scanner: inspector. It fails where there are more findings than a threshold says. */
function inspectorStage({ repository }: Images): CfnPipeline.StageDeclarationProperty {
  return {
    name: 'ScanGate',
    actions: [{
      name: 'ScanGate',
      actionTypeId: { category: 'Invoke', owner: 'AWS', provider: 'InspectorScan', version: '1' },
      configuration: {
        InspectorRunMode: 'ECRImageScan',
        ECRRepositoryName: repository.ref,
        // Of the commit, not of what the build says: it ran code of the repository.
        ImageTag: '#{Source.CommitId}',
        CriticalThreshold: '0',
        ...(answers.scanGate === 'critical' ? {} : { HighThreshold: '0' }),
        ...(answers.scanGate === 'medium' ? { MediumThreshold: '0' } : {}),
      },
      // The software that the image holds.
      outputArtifacts: [{ name: 'BillOfMaterials' }],
    }],
  };
}

/** The scan of Amazon Inspector runs under the pipeline's role. */
function inspecting({ repository }: Images, logs: CfnLogGroup): PolicyStatementProps[] {
  return [
    // AWS knows no narrower resource for these two actions.
    { actions: ['ecr:GetAuthorizationToken', 'inspector-scan:ScanSbom'], resources: ['*'] },
    // It pulls the image,
    {
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [repository.attrArn],
    },
    // and writes its log.
    { actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
  ];
}

/** The ARN of the pipeline. */
export function pipelineArn(pipeline: CfnPipeline): string {
  return `arn:${Aws.PARTITION}:codepipeline:${Aws.REGION}:${Aws.ACCOUNT_ID}:${pipeline.ref}`;
}
