import { BUILDSPEC, type Fault, OVERLAY, testRedeployments } from './redeployment';

const STACK = 'infra/pipeline.yaml';
const PROGRAMS = 'infra/programs.yaml';

const FAULTS: readonly Fault[] = [
  {
    fault: 'a rule for another branch',
    file: STACK,
    from: '- !Sub refs/heads/${BranchName}',
    to: '- refs/heads/master',
    named: 'detail.destinationReference: the rule asks for "refs/heads/master"',
  },
  {
    fault: 'a short name of the branch',
    file: STACK,
    from: '- !Sub refs/heads/${BranchName}',
    to: '- !Ref BranchName',
    named: 'detail.destinationReference: the rule asks for "main"',
  },
  {
    fault: 'a boolean for a word',
    file: STACK,
    from: 'isMerged: ["True"]',
    to: 'isMerged: [true]',
    named: 'detail.isMerged: the rule asks for true, the event says "True"',
  },
  {
    fault: 'a rule that may not start',
    file: STACK,
    from: 'Action: codepipeline:StartPipelineExecution',
    to: 'Action: codepipeline:GetPipeline',
    named: /TriggerRole.*not authorized to perform: codepipeline:StartPipelineExecution/,
  },
  {
    fault: 'a role for another service',
    file: STACK,
    from: 'Service: codepipeline.amazonaws.com',
    to: 'Service: codebuild.amazonaws.com',
    named: 'codepipeline.amazonaws.com is not authorized to perform: sts:AssumeRole',
  },
  {
    fault: 'executions that overtake',
    file: STACK,
    from: 'ExecutionMode: QUEUED',
    to: 'ExecutionMode: SUPERSEDED',
    named: 'does not know the value "SUPERSEDED" of executionMode',
  },
  {
    fault: 'a pipeline of the first type',
    file: STACK,
    from: / +PipelineType: V2\n/,
    to: '',
    named: 'does not know the value "V1" of pipelineType',
  },
  {
    fault: 'a source that polls',
    file: STACK,
    from: 'PollForSourceChanges: "false"',
    to: 'PollForSourceChanges: "true"',
    named: 'does not know the value "true" of PollForSourceChanges',
  },
  {
    fault: 'a stage that goes back by itself',
    file: STACK,
    from: /(- Name: Promote\n)(?= +Actions)/,
    to: '          OnFailure: {Result: ROLLBACK}\n',
    named: 'does not know the property onFailure of "Promote" of stages',
  },
  {
    fault: 'an image for another processor',
    file: STACK,
    from: 'Type: LINUX_CONTAINER',
    to: 'Type: ARM_CONTAINER',
    named: /"shop-build" is a ARM_CONTAINER, in which the image .* does not run/,
  },
  {
    fault: 'a log that is off',
    file: STACK,
    from: 'Status: ENABLED',
    to: 'Status: DISABLED',
    named: 'does not know the value "DISABLED" of status of cloudWatchLogs',
  },
  {
    fault: 'a source that may not be fetched',
    file: STACK,
    from: '- codecommit:UploadArchive',
    to: '- codecommit:GitPull',
    named: /Source Failed: .*PipelineRole.*not authorized to perform: codecommit:UploadArchive/,
  },
  {
    fault: 'a project that may not be started',
    file: STACK,
    from: / +- !GetAtt Build\.Arn\n/,
    to: '',
    named: /Build Failed: .*PipelineRole.*not authorized to perform: codebuild:StartBuild/,
  },
  {
    fault: 'artifacts whose versions may not be read',
    file: STACK,
    from: /(BuildPolicy:[^]*?) +- s3:GetObjectVersion\n/,
    to: '',
    named: /Build Failed: .*BuildRole.*not authorized to perform: s3:GetObjectVersion/,
  },
  {
    fault: 'artifacts that cannot be decrypted',
    file: STACK,
    from: /(BuildPolicy:[^]*?)Action: kms:Decrypt/,
    to: 'Action: kms:Encrypt',
    named: /Build Failed: .*BuildRole.*not authorized to perform: kms:Decrypt/,
  },
  {
    fault: 'a log that may not be written',
    file: STACK,
    from: 'Resource: !GetAtt BuildLogs.Arn',
    to: 'Resource: !GetAtt Images.Arn',
    named: /Build Failed: ACCESS_DENIED: .*logs:CreateLogStream/,
  },
  {
    fault: 'an image that may not be pushed',
    file: STACK,
    newImage: true,
    from: / +- ecr:PutImage\n/,
    to: '',
    named: /Build Failed: [^]*not authorized to perform: ecr:PutImage/,
  },
  {
    fault: 'Docker without a privileged container',
    file: STACK,
    from: 'PrivilegedMode: true',
    to: 'PrivilegedMode: false',
    named: /Build Failed: [^]*Cannot connect to the Docker daemon/,
  },
  {
    fault: 'a scan that may not be read',
    file: PROGRAMS,
    from: 'Action: ecr:DescribeImageScanFindings',
    to: 'Action: ecr:DescribeImages',
    named: /ScanGate Failed: [^]*not authorized to perform: ecr:DescribeImageScanFindings/,
  },
  {
    fault: 'a tag for a digest',
    file: PROGRAMS,
    from: 'imageDetails[0].imageDigest',
    to: 'imageDetails[0].imageTags[0]',
    named: /ScanGate Failed: [^]*which is not a digest/,
  },
  {
    fault: 'a promotion that may write elsewhere',
    file: PROGRAMS,
    newImage: true,
    from: 'codecommit:References: !Sub refs/heads/${BranchName}',
    to: 'codecommit:References: refs/heads/other',
    named: /Promote Failed: [^]*not authorized to perform: codecommit:CreateCommit/,
  },
  {
    fault: 'another overlay',
    file: PROGRAMS,
    from: 'Value: k8s/overlays/production/kustomization.yaml',
    to: 'Value: k8s/overlays/prod/kustomization.yaml',
    named: /Promote Failed: [^]*k8s\/overlays\/prod\/kustomization.yaml/,
  },
  {
    fault: 'a variable that the source does not have',
    file: STACK,
    from: '#{Source.CommitId}',
    to: '#{Source.CommitID}',
    named: /ScanGate Failed: .*#\{Source.CommitID\} names no variable/,
  },
  {
    fault: 'a runtime that the image does not have',
    file: BUILDSPEC,
    from: 'nodejs: 24',
    to: 'nodejs: 26',
    named: "Unknown runtime version named '26' of nodejs",
  },
  {
    fault: 'the tag latest for the commit',
    file: BUILDSPEC,
    from: 'IMAGE_TAG="$CODEBUILD_RESOLVED_SOURCE_VERSION"',
    to: 'IMAGE_TAG=latest',
    named: /ScanGate Failed: [^]*ImageNotFoundException[^]*[0-9a-f]{40}/,
  },
  {
    fault: 'the tag latest for a digest',
    file: OVERLAY,
    from: /digest: "?sha256:.*/,
    to: 'newTag: latest',
    named:
      /Promote Failed: [^]*kustomization.yaml, line \d+: shop must have newName and "digest: sha256:\.\.\.", and no tag/,
  },
];

testRedeployments({
  iac: 'cloudformation',
  faults: FAULTS,
  redeploy: async (pair, { moto }) => {
    for (const [StackName, path] of [
      ['shop-pipeline', STACK],
      ['shop-programs', PROGRAMS],
    ]) {
      await moto.query('cloudformation', {
        'Action': 'UpdateStack',
        StackName,
        'TemplateBody': pair.read('app', path),
        'Capabilities.member.1': 'CAPABILITY_IAM',
      });
    }
  },
});
