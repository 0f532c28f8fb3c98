import type { Pair } from './pair';
import { type Fault, testRedeployments } from './redeployment';
import { useTerraform } from './terraform';
import { missingForTerraform } from '../../support/terraform/program';

const FAULTS: readonly Fault[] = [
  {
    fault: 'a rule for another branch',
    file: 'infra/events.tf',
    from: '["refs/heads/${var.branch}"]',
    to: '["refs/heads/master"]',
    named: 'detail.destinationReference: the rule asks for "refs/heads/master"',
  },
  {
    fault: 'a source that polls',
    file: 'infra/pipeline.tf',
    from: 'PollForSourceChanges = "false"',
    to: 'PollForSourceChanges = "true"',
    named: 'does not know the value "true" of PollForSourceChanges',
  },
  {
    fault: 'a role for another service',
    file: 'infra/iam.tf',
    from: '"codepipeline.amazonaws.com"',
    to: '"codebuild.amazonaws.com"',
    named: 'codepipeline.amazonaws.com is not authorized to perform: sts:AssumeRole',
  },
  {
    fault: 'an image that may not be pushed',
    file: 'infra/iam.tf',
    newImage: true,
    from: / +"ecr:PutImage",\n/,
    to: '',
    named: /Build Failed: [^]*not authorized to perform: ecr:PutImage/,
  },
];

/** The versions of the state in S3, of which each deployment with a change writes one. */
const versions = new WeakMap<Pair, number>();

async function stateUpdates(pair: Pair): Promise<number> {
  const { Versions } = await pair.aws(
    's3api', 'list-object-versions', '--bucket', 'shop-123456789012-eu-west-1', '--prefix', 'infra.tfstate',
  );
  const count = Versions.filter(({ Key }: { Key: string }) => Key === 'infra.tfstate').length;
  const before = versions.get(pair) ?? count;
  versions.set(pair, before);
  return count - before;
}

testRedeployments({
  iac: 'terraform',
  faults: FAULTS,
  prepare: (pair, world) => useTerraform(pair, world.user.HOME),
  redeploy: (pair) => pair.task('app', 'pipeline:deploy'),
  updates: stateUpdates,
  lacking: missingForTerraform,
});
