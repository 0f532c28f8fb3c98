import { type Step, type World, calls, refusal, step } from './step';
import type { IamCall } from '../../../aws-stand-in';

/** What CodePipeline does itself: it fetches the commit, keeps it, and runs the stages. */
export function pipelineSteps(world: World): Step[] {
  const by = (actions: readonly string[], resource: string) => calls('PipelineRole', actions, resource);
  const artifact = `${world.arn('Artifacts')}/shop/Source/abc1234`;
  const projects = ['Build', 'ScanGate', 'Promote'].filter((project) => world.has(project));
  return [
    step(
      'fetch the commit',
      'AWS CodePipeline user guide, CodeCommit source action, service role permissions',
      by(
        ['GetBranch', 'GetCommit', 'UploadArchive', 'GetUploadArchiveStatus', 'CancelUploadArchive'].map(
          (action) => `codecommit:${action}`,
        ),
        world.appRepository,
      ),
    ),
    step(
      'keep the source for the stages',
      'AWS CodePipeline user guide, minimum permissions of the service role; a bucket with versions is required',
      by(['s3:GetBucketVersioning'], world.arn('Artifacts')),
      by(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], artifact),
    ),
    step(
      'encrypt the source',
      'Amazon S3 user guide, SSE-KMS: GenerateDataKey to write, Decrypt to read and to write in parts, as who asks S3',
      by(['kms:Decrypt', 'kms:GenerateDataKey'], world.arn('Key')),
    ),
    ...projects.map((project) =>
      step(
        `run the stage of ${project}`, 'AWS CodePipeline user guide, CodeBuild action, service role permissions',
        by(['codebuild:StartBuild', 'codebuild:BatchGetBuilds'], world.arn(project)),
      ),
    ),
    ...inspectorSteps(world),
    refusal('read the source without TLS', 'AWS Config rule s3-bucket-ssl-requests-only',
      insecure(by(['s3:GetObject'], artifact)), insecure(by(['s3:GetBucketVersioning'], world.arn('Artifacts')))),
  ];
}

/** The scan action of Amazon Inspector runs under the role of the pipeline. */
function inspectorSteps(world: World): Step[] {
  if (world.options.scanGate === 'none' || world.options.scanner !== 'inspector') {
    return [];
  }
  const source = 'AWS CodePipeline user guide, InspectorScan action, service role permissions';
  const by = (actions: readonly string[], resource: string) => calls('PipelineRole', actions, resource);
  return [
    step('have Inspector scan the image', source, by(['inspector-scan:ScanSbom', 'ecr:GetAuthorizationToken'], '*'),
      by(['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], world.arn('Images'))),
    step('write the log of the scan', `${source}: CreateLogGroup, too, though the group is made before`,
      by(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], world.arn('ScanGateLogs'))),
  ];
}

/** The same calls over plain HTTP. */
export function insecure(group: readonly IamCall[]): IamCall[] {
  return group.map((call) => ({ ...call, context: { ...call.context, 'aws:SecureTransport': 'false' } }));
}
