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

testRedeployments({
  iac: 'terraform',
  faults: FAULTS,
  prepare: (pair, world) => useTerraform(pair, world.user.HOME),
  redeploy: (pair) => pair.task('app', 'pipeline:deploy'),
  // Terraform has no history. It writes its state also after an apply without changes.
  updates: async (_, output) => (/Resources: 0 added, 0 changed, 0 destroyed/.test(output) ? 0 : 1),
  lacking: missingForTerraform,
});
