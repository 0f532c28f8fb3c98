// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { answers, program, programTimeout } from './answers';
import type { Images } from './images';
import { buildSpecOf, digestOfCommit, logGroup, readSource, role, writeLog } from './resources';

/** Its program is in the stack and not in the repository: who changes the service cannot change what it must pass. */
export function addScanGate(stack: Stack, key: CfnKey, artifacts: CfnBucket, { repository }: Images): CfnProject {
  const logs = logGroup(stack, 'ScanGateLogs', `/aws/codebuild/${answers.appName}-scan-gate`, key.attrArn);
  const gateRole = role(stack, 'ScanGate', {
    service: 'codebuild.amazonaws.com',
    description: `What the scan gate of ${answers.appName} may do: read.`,
    may: [
      writeLog(logs),
      ...readSource(artifacts.attrArn, key.attrArn),
      // To see which image was built from a commit.
      { actions: ['ecr:DescribeImages'], resources: [repository.attrArn] },
      // To read what the scan has found.
      { actions: ['ecr:DescribeImageScanFindings'], resources: [repository.attrArn] },
      // Where the registry has enhanced scanning, ECR asks Amazon Inspector in the name of who asks. AWS knows no narrower resource.
      { actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'], resources: ['*'] },
    ],
  });
  const worse = answers.scanGate === 'critical' ? '' : ' or worse ones';
  return new CfnProject(stack, 'ScanGate', {
    name: `${answers.appName}-scan-gate`,
    description: `Keeps images of ${answers.appName} that have ${answers.scanGate} findings${worse} from being promoted`,
    serviceRole: gateRole.attrArn,
    encryptionKey: key.attrArn,
    source: { type: 'CODEPIPELINE', buildSpec: buildSpecOf('scan-gate.mjs', digestOfCommit) },
    artifacts: { type: 'CODEPIPELINE' },
    environment: {
      ...program,
      environmentVariables: [
        { name: 'IMAGE_REPOSITORY', value: repository.attrRepositoryUri },
        { name: 'THRESHOLD', value: answers.scanGate },
        { name: 'UNSCANNABLE_IMAGES', value: answers.unscannableImages },
        // The findings that somebody has accepted, until when and why: a file of the commit that is built.
        { name: 'WAIVERS', value: 'scan-waivers.json' },
      ],
    },
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logs.ref } },
    timeoutInMinutes: programTimeout,
  });
}
