import { type Fault, testRedeployments } from './redeployment';

const FAULTS: readonly Fault[] = [
  {
    fault: 'a rule for another branch',
    file: 'infra/lib/trigger.ts',
    from: '`refs/heads/${answers.defaultBranch}`',
    to: "'refs/heads/master'",
    named: 'detail.destinationReference: the rule asks for "refs/heads/master"',
  },
  {
    fault: 'a source that polls',
    file: 'infra/lib/pipeline.ts',
    from: "PollForSourceChanges: 'false'",
    to: "PollForSourceChanges: 'true'",
    named: 'does not know the value "true" of PollForSourceChanges',
  },
  {
    fault: 'an image that may not be pushed',
    file: 'infra/lib/build.ts',
    newImage: true,
    from: / +'ecr:PutImage',\n/,
    to: '',
    named: /Build Failed: [^]*not authorized to perform: ecr:PutImage/,
  },
];

testRedeployments({
  iac: 'cdk',
  faults: FAULTS,
  redeploy: (pair) => pair.task('app', 'pipeline:deploy'),
});
