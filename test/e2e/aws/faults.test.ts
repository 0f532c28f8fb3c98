import { describeAws } from './describe-aws';
import { pullRequestEvent } from './events/events';
import { accountOf, execute, mustSucceed } from './outcome';
import { Pair } from './pair';
import { ORIGIN } from './place';
import { startWorld, type World } from './world';
import { stepsOf } from '../support/steps';

jest.setTimeout(120_000);

const STACK = 'infra/pipeline.yaml';
const BUILDSPEC = 'buildspec.yml';

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
  { fault: 'executions that overtake', file: STACK, from: 'ExecutionMode: QUEUED', to: 'ExecutionMode: SUPERSEDED', named: 'ExecutionMode must be QUEUED' },
  { fault: 'a source that may not be fetched', file: STACK, from: '- codecommit:UploadArchive', to: '- codecommit:GitPull', named: /Source Failed: .*PipelineRole.*not authorized to perform: codecommit:UploadArchive/ },
  { fault: 'a project that may not be started', file: STACK, from: / +- !GetAtt Build\.Arn\n/, to: '', named: /Build Failed: .*PipelineRole.*not authorized to perform: codebuild:StartBuild/ },
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
];

describeAws('mistakes in the files are named', () => {
  let world: World;
  let pair: Pair;
  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop', prBuilds: false });
    await pair.deploy();
    mustSucceed(await execute(world, 'shop'));
  });
  afterAll(() => world?.stop());

  /** What a merge leads to, with the files as they are. */
  async function outcome(): Promise<string> {
    await world.moto.query('cloudformation', { 'Action': 'UpdateStack', 'StackName': 'shop-pipeline', 'TemplateBody': pair.read('app', STACK), 'Capabilities.member.1': 'CAPABILITY_IAM' });
    const commit = await pair.head('app');
    const facts = { repository: 'shop', id: '1', source: 'x', destination: 'main', sourceCommit: commit, destinationCommit: commit };
    return accountOf(world, pullRequestEvent('pullRequestMergeStatusUpdated', facts, ORIGIN));
  }

  test.each(FAULTS)('$fault', (fault) => {
    const proof = { part: 'mistake', engine: 'moto, git, docker, docker-registry', asserts: typeof fault.named === 'string' ? fault.named : fault.named.source } as const;
    return stepsOf('aws')(fault.fault, proof, () => isNamed(fault));
  });

  async function isNamed({ fault, file, from, to, named, newImage }: Fault): Promise<void> {
    const right = pair.read('app', file);
    pair.change('app', file, from, to);
    if (newImage) {
      pair.change('app', 'server.js', /^const http/m, `// ${fault}\nconst http`);
    }
    if (newImage || file === BUILDSPEC) {
      await pair.push('app', fault);
    }
    try {
      expect(await outcome()).toEqual(typeof named === 'string' ? expect.stringContaining(named) : expect.stringMatching(named));
    } finally {
      pair.change('app', file, /[^]*/, right);
    }
  }

  test('without a mistake, the same looks find none', async () => {
    await pair.push('app', 'All is right again');
    expect(await outcome()).toMatch(/^Promote Succeeded/);
  });
});
