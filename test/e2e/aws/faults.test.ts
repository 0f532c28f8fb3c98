import { describeAws } from './describe-aws';
import { pullRequestEvent } from './events/events';
import { accountOf, execute, mustSucceed } from './outcome';
import { Pair } from './pair';
import { ORIGIN } from './place';
import { startWorld, type World } from './world';
import { stepsOf } from '../support/steps';

jest.setTimeout(300_000);

const STACK = 'infra/pipeline.yaml';
const BUILDSPEC = 'buildspec.yml';
/** The only file of the config repo. */
const OVERLAY = 'k8s/overlays/production/kustomization.yaml';
const CDK = { trigger: 'infra/lib/trigger.ts', build: 'infra/lib/build.ts', pipeline: 'infra/lib/pipeline.ts' };

/** A mistake that somebody could make, and how the loop names it. */
interface Fault {
  readonly fault: string;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly named: string | RegExp;
  /** Whether it only shows with an image that has not been there before. */
  readonly newImage?: true;
}

const FAULTS: readonly Fault[] = [
  { fault: 'a rule for another branch', file: STACK, from: '- !Sub refs/heads/${BranchName}', to: '- refs/heads/master', named: 'detail.destinationReference: the rule asks for "refs/heads/master"' },
  { fault: 'a short name of the branch', file: STACK, from: '- !Sub refs/heads/${BranchName}', to: '- !Ref BranchName', named: 'detail.destinationReference: the rule asks for "main"' },
  { fault: 'a boolean for a word', file: STACK, from: 'isMerged: ["True"]', to: 'isMerged: [true]', named: 'detail.isMerged: the rule asks for true, the event says "True"' },
  { fault: 'a rule that may not start', file: STACK, from: 'Action: codepipeline:StartPipelineExecution', to: 'Action: codepipeline:GetPipeline', named: /TriggerRole.*not authorized to perform: codepipeline:StartPipelineExecution/ },
  { fault: 'a role for another service', file: STACK, from: 'Service: codepipeline.amazonaws.com', to: 'Service: codebuild.amazonaws.com', named: 'codepipeline.amazonaws.com is not authorized to perform: sts:AssumeRole' },
  { fault: 'executions that overtake', file: STACK, from: 'ExecutionMode: QUEUED', to: 'ExecutionMode: SUPERSEDED', named: 'does not know the value "SUPERSEDED" of executionMode' },
  { fault: 'a pipeline of the first type', file: STACK, from: / +PipelineType: V2\n/, to: '', named: 'does not know the value "V1" of pipelineType' },
  { fault: 'a source that polls', file: STACK, from: 'PollForSourceChanges: "false"', to: 'PollForSourceChanges: "true"', named: 'does not know the value "true" of PollForSourceChanges' },
  { fault: 'a stage that goes back by itself', file: STACK, from: /(- Name: Promote\n)(?= +Actions)/, to: '          OnFailure: {Result: ROLLBACK}\n', named: 'does not know the property onFailure of "Promote" of stages' },
  { fault: 'an image for another processor', file: STACK, from: 'Type: LINUX_CONTAINER', to: 'Type: ARM_CONTAINER', named: /"shop-build" is a ARM_CONTAINER, in which the image .* does not run/ },
  { fault: 'a log that is off', file: STACK, from: 'Status: ENABLED', to: 'Status: DISABLED', named: 'does not know the value "DISABLED" of status of cloudWatchLogs' },
  { fault: 'a source that may not be fetched', file: STACK, from: '- codecommit:UploadArchive', to: '- codecommit:GitPull', named: /Source Failed: .*PipelineRole.*not authorized to perform: codecommit:UploadArchive/ },
  { fault: 'a project that may not be started', file: STACK, from: / +- !GetAtt Build\.Arn\n/, to: '', named: /Build Failed: .*PipelineRole.*not authorized to perform: codebuild:StartBuild/ },
  { fault: 'artifacts whose versions may not be read', file: STACK, from: /(BuildPolicy:[^]*?) +- s3:GetObjectVersion\n/, to: '', named: /Build Failed: .*BuildRole.*not authorized to perform: s3:GetObjectVersion/ },
  { fault: 'artifacts that cannot be decrypted', file: STACK, from: /(BuildPolicy:[^]*?)Action: kms:Decrypt/, to: 'Action: kms:Encrypt', named: /Build Failed: .*BuildRole.*not authorized to perform: kms:Decrypt/ },
  { fault: 'a log that may not be written', file: STACK, from: 'Resource: !GetAtt BuildLogs.Arn', to: 'Resource: !GetAtt ScanGateLogs.Arn', named: /Build Failed: ACCESS_DENIED: .*logs:CreateLogStream/ },
  { fault: 'an image that may not be pushed', file: STACK, newImage: true, from: / +- ecr:PutImage\n/, to: '', named: /Build Failed: [^]*not authorized to perform: ecr:PutImage/ },
  { fault: 'Docker without a privileged container', file: STACK, from: 'PrivilegedMode: true', to: 'PrivilegedMode: false', named: /Build Failed: [^]*Cannot connect to the Docker daemon/ },
  { fault: 'a scan that may not be read', file: STACK, from: 'Action: ecr:DescribeImageScanFindings', to: 'Action: ecr:DescribeImages', named: /ScanGate Failed: [^]*not authorized to perform: ecr:DescribeImageScanFindings/ },
  { fault: 'a tag for a digest', file: STACK, from: 'imageDetails[0].imageDigest', to: 'imageDetails[0].imageTags[0]', named: /ScanGate Failed: [^]*which is no digest of an image/ },
  { fault: 'a promotion that may write elsewhere', file: STACK, newImage: true, from: 'codecommit:References: !Sub refs/heads/${BranchName}', to: 'codecommit:References: refs/heads/other', named: /Promote Failed: [^]*not authorized to perform: codecommit:CreateCommit/ },
  { fault: 'another overlay', file: STACK, from: 'Value: k8s/overlays/production/kustomization.yaml', to: 'Value: k8s/overlays/prod/kustomization.yaml', named: /Promote Failed: [^]*k8s\/overlays\/prod\/kustomization.yaml/ },
  { fault: 'a variable that the source does not have', file: STACK, from: '#{Source.CommitId}', to: '#{Source.CommitID}', named: /ScanGate Failed: .*#\{Source.CommitID\} names no variable/ },
  { fault: 'a runtime that the image does not have', file: BUILDSPEC, from: 'nodejs: 24', to: 'nodejs: 26', named: 'Unknown runtime version named \'26\' of nodejs' },
  { fault: 'the tag latest for the commit', file: BUILDSPEC, from: 'IMAGE_TAG="$CODEBUILD_RESOLVED_SOURCE_VERSION"', to: 'IMAGE_TAG=latest', named: /ScanGate Failed: [^]*ImageNotFoundException[^]*[0-9a-f]{40}/ },
  { fault: 'the tag latest for a digest', file: OVERLAY, from: /digest: "?sha256:.*/, to: 'newTag: latest', named: /Promote Failed: [^]*kustomization.yaml must have one line "digest: ..." for shop in "images", and has 0/ },
];

/** The same in the files of the CDK. */
const CDK_FAULTS: readonly Fault[] = [
  { fault: 'a rule for another branch', file: CDK.trigger, from: '`refs/heads/${answers.defaultBranch}`', to: '\'refs/heads/master\'', named: 'detail.destinationReference: the rule asks for "refs/heads/master"' },
  { fault: 'a source that polls', file: CDK.pipeline, from: 'PollForSourceChanges: \'false\'', to: 'PollForSourceChanges: \'true\'', named: 'does not know the value "true" of PollForSourceChanges' },
  { fault: 'an image that may not be pushed', file: CDK.build, newImage: true, from: / +'ecr:PutImage',\n/, to: '', named: /Build Failed: [^]*not authorized to perform: ecr:PutImage/ },
];

interface Kind {
  readonly iac: 'cloudformation' | 'cdk';
  readonly appName: string;
  readonly faults: readonly Fault[];
  /** Gets what the pair is deployed with. */
  readonly install: (pair: Pair) => Promise<unknown>;
  readonly redeploy: (pair: Pair, world: World) => Promise<unknown>;
}

const KINDS: readonly Kind[] = [
  {
    iac: 'cloudformation',
    appName: 'shop',
    faults: FAULTS,
    install: async () => undefined,
    redeploy: (pair, { moto }) =>
      moto.query('cloudformation', { 'Action': 'UpdateStack', 'StackName': 'shop-pipeline', 'TemplateBody': pair.read('app', STACK), 'Capabilities.member.1': 'CAPABILITY_IAM' }),
  },
  {
    iac: 'cdk',
    appName: 'till',
    faults: CDK_FAULTS,
    install: (pair) => pair.install(),
    redeploy: (pair) => pair.task('app', 'pipeline:deploy'),
  },
];

describeAws('mistakes in the files are named', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(); });
  afterAll(() => world?.stop());

  describe.each(KINDS)('$iac', ({ iac, appName, faults, install, redeploy }) => {
    let pair: Pair;
    beforeAll(async () => {
      pair = await Pair.make(world, { appName, iac, prBuilds: false });
      await install(pair);
      await pair.deploy();
      mustSucceed(await execute(world, appName));
    });

    /** What a merge leads to, with the files as they are. */
    async function outcome(): Promise<string> {
      await redeploy(pair, world);
      const commit = await pair.head('app');
      const facts = { repository: appName, id: '1', source: 'x', destination: 'main', sourceCommit: commit, destinationCommit: commit };
      return accountOf(world, pullRequestEvent('pullRequestMergeStatusUpdated', facts, ORIGIN));
    }

    test.each(faults)('$fault', (fault) => {
      const engine = iac === 'cdk' ? 'aws-cdk-lib, moto, git, docker, docker-registry' : 'moto, git, docker, docker-registry';
      const asserts = typeof fault.named === 'string' ? fault.named : fault.named.source;
      return stepsOf('aws')(`${iac}: ${fault.fault}`, { part: 'mistake', engine, asserts }, () => isNamed(fault));
    });

    async function isNamed({ fault, file, from, to, named, newImage }: Fault): Promise<void> {
      const repo = file === OVERLAY ? 'config' : 'app';
      await pair.promotedImage();
      const right = pair.read(repo, file);
      pair.change(repo, file, from, to);
      if (newImage) {
        renew(fault);
      }
      const isPushed = newImage || [BUILDSPEC, OVERLAY].includes(file);
      if (isPushed) {
        await pair.push(repo, fault);
      }
      try {
        expect(await outcome()).toEqual(typeof named === 'string' ? expect.stringContaining(named) : expect.stringMatching(named));
      } finally {
        pair.change(repo, file, /[^]*/, right);
        if (isPushed) {
          await pair.push(repo, `Without ${fault}`);
        }
      }
    }

    /** Makes that the next image is another one. */
    function renew(why: string): void {
      pair.change('app', 'server.js', /^const http/m, `// ${why}\nconst http`);
    }

    test('without a mistake, the same looks find none', async () => {
      renew('All is right again');
      await pair.push('app', 'All is right again');
      expect(await outcome()).toMatch(/^Promote Succeeded/);
    });
  });
});
