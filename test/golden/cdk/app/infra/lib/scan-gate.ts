// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import { answers, program, programTimeout } from './answers';
import { imported } from './imported';
import { buildSpecOf, digestOfCommit, logGroupArn, role } from './resources';

// Its program is in the stack and not in the repository: who changes the service cannot change what it must pass.
export function addScanGate(stack: Stack): void {
  const gateRole = role(stack, 'ScanGate', {
    service: 'codebuild.amazonaws.com',
    description: `What the scan gate of ${answers.appName} may do: read.`,
    may: [
      // To write its log. The name of a log group ends in ":*", which stands for all of its streams.
      {
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroupArn('/aws/codebuild/my-app-scan-gate:*')],
      },
      // To fetch the source that the pipeline hands over,
      { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [imported.artifactObjectsArn] },
      // and to decrypt it.
      { actions: ['kms:Decrypt'], resources: [imported.keyArn] },
      // To see which image was built from a commit.
      { actions: ['ecr:DescribeImages'], resources: [imported.imagesArn] },
      // To read what the scan has found.
      { actions: ['ecr:DescribeImageScanFindings'], resources: [imported.imagesArn] },
      // Where the registry has enhanced scanning, ECR asks Amazon Inspector in the name of who asks. AWS knows no narrower resource.
      { actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'], resources: ['*'] },
    ],
  });
  const worse = answers.scanGate === 'critical' ? '' : ' or worse ones';
  new CfnProject(stack, 'ScanGate', {
    name: `${answers.appName}-scan-gate`,
    description: `Keeps images of ${answers.appName} that have ${answers.scanGate} findings${worse} from being promoted`,
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
        // The findings that somebody has accepted, until when and why: a file of the commit that is built.
        { name: 'WAIVERS', value: 'scan-waivers.json' },
      ],
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: `/aws/codebuild/${answers.appName}-scan-gate` } },
    timeoutInMinutes: programTimeout,
  });
}
