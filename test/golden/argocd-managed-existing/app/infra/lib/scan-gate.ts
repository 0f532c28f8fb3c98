// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { answers, program, programTimeout } from './answers';
import { imported } from './imported';
import { buildSpecOf, digestOfCommit, logGroup, role } from './resources';

// Its program is in its project, not in the sources: a change of the service cannot change the check that it must pass.
export function addScanGate(stack: Stack): void {
  const logs = logGroup(stack, 'ScanGateLogs', `/aws/codebuild/${answers.appName}-scan-gate`, imported.keyArn);
  const gateRole = role(stack, 'ScanGate', {
    service: 'codebuild.amazonaws.com',
    description: `Permissions of the scan gate of ${answers.appName}: read only.`,
    may: [
      // Write the log. ":*" after the name of a log group means all of its streams.
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.attrArn] },
      // Read the source from the artifacts of the pipeline.
      { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [imported.artifactObjectsArn] },
      // Decrypt the source.
      { actions: ['kms:Decrypt'], resources: [imported.keyArn] },
      // Read which image was built from a commit.
      { actions: ['ecr:DescribeImages'], resources: [imported.imagesArn] },
      // Read the findings of the scan.
      { actions: ['ecr:DescribeImageScanFindings'], resources: [imported.imagesArn] },
      // ECR calls Amazon Inspector for enhanced scanning. These actions do not support resource-level permissions.
      { actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'], resources: ['*'] },
    ],
  });
  const worse = answers.scanGate === 'critical' ? '' : ' or worse';
  new CfnProject(stack, 'ScanGate', {
    name: `${answers.appName}-scan-gate`,
    description: `Blocks the promotion of images of ${answers.appName} with ${answers.scanGate} findings${worse}`,
    serviceRole: gateRole.attrArn,
    encryptionKey: imported.keyArn,
    source: { type: 'CODEPIPELINE', buildSpec: buildSpecOf('scan-gate.mjs', digestOfCommit) },
    artifacts: { type: 'CODEPIPELINE' },
    environment: {
      ...program,
      environmentVariables: [
        { name: 'IMAGE_REPOSITORY', value: imported.imagesUri },
        { name: 'THRESHOLD', value: answers.scanGate },
        { name: 'UNSCANNABLE_IMAGES', value: answers.unscannableImages },
        // Accepted findings, each with an expiry date and a reason: a file in the commit that the pipeline builds.
        { name: 'WAIVERS', value: 'scan-waivers.json' },
      ],
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
    timeoutInMinutes: programTimeout,
  });
}
