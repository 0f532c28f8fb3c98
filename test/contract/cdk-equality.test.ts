import { stringify } from 'yaml';
import type { Answers } from '../../src/options/option';
import { type CdkCase, replacing } from '../support/cdk-app';
import { canonical, stackOfCdk, stackOfYaml } from '../support/cdk-comparison';
import { synthesizeCdk } from '../support/cdk-infrastructure';
import { templateStacks } from '../support/cloudformation-stacks';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';

/** Everything at once, with the longest names. */
const LARGEST: Answers = {
  appName: 'a'.repeat(40),
  configRepoName: 'c'.repeat(100),
  defaultBranch: 'b'.repeat(100),
  environment: 'e'.repeat(20),
  promotion: 'pull-request',
  scanGate: 'high',
  sign: true,
  notify: `${'n'.repeat(60)}@example.com`,
};

/** One mistake in the CDK app for each part of what is compared. */
const MISTAKES: ReadonlyArray<readonly [what: string, path: string, from: string, to: string]> = [
  ['an action', 'infra/lib/promote.ts', "actions: ['codecommit:GetCommit']", "actions: ['codecommit:GetCommits']"],
  [
    'a statement', 'infra/lib/promote.ts',
    "{ actions: ['codecommit:GetCommit'], resources: [repositoryArn(answers.appName)] },", '',
  ],
  ['the order of statements', 'infra/lib/resources.ts', '(...may)', '(...[...may].reverse())'],
  ['a condition', 'infra/lib/promote.ts', 'conditions: { StringEquals', 'conditions: { StringLike'],
  [
    'who takes on a role', 'infra/lib/trigger.ts', "service: 'events.amazonaws.com'",
    "service: 'codebuild.amazonaws.com'",
  ],
  ['a pattern of events', 'infra/lib/trigger.ts', "isMerged: ['True']", "isMerged: ['true']"],
  ['a reference', 'infra/lib/pipeline.ts', 'location: artifacts.ref', 'location: key.ref'],
  ['a property', 'infra/lib/build.ts', 'timeoutInMinutes: 30', 'timeoutInMinutes: 31'],
  ['a program', 'infra/programs/promote.mjs', 'codecommit', 'codecommits'],
  ['a deletion policy', 'infra/lib/artifacts.ts', 'withDataPolicy(new CfnBucket', '(new CfnBucket'],
  ['a logical id', 'infra/lib/artifacts.ts', "'ArtifactsPolicy'", "'ArtifactPolicy'"],
  ['an output', 'infra/lib/pipeline-stack.ts', "'PipelineName'", "'NameOfPipeline'"],
  [
    'one resource more', 'infra/lib/key.ts', 'new CfnAlias(',
    "new CfnAlias(stack, 'More', { aliasName: 'alias/more', targetKeyId: key.ref }); new CfnAlias(",
  ],
  ['the name of a stack', 'infra/lib/answers.ts', 'shop-pipeline', 'shop-pipelines'],
  ['a bootstrap stack that must be there', 'infra/main.ts', 'synthesizer: new LegacyStackSynthesizer(),', ''],
];

const ANSWERS = OPTION_SETS_OF_THE_PIPELINE[0];

const [largest, right, ...mistaken] = synthesizeCdk([
  { answers: LARGEST },
  { answers: ANSWERS },
  ...MISTAKES.map(([, path, from, to]): CdkCase => ({ answers: ANSWERS, edit: replacing(path, from, to) })),
]);
const expected = canonical(templateStacks(ANSWERS).map((stack) => stackOfYaml(stack)));

test.each(MISTAKES.map(([what], index) => [what, index] as const))(
  'finds a difference to CloudFormation: %s',
  (_, index) => {
    expect(canonical(right.map((stack) => stackOfCdk(stack)))).toBe(expected);
    expect(canonical(mistaken[index].map((stack) => stackOfCdk(stack)))).not.toBe(expected);
  },
);

test('every stack with the longest names is small enough to deploy without a bucket', () => {
  // As the CDK's command line measures it: as YAML. What is larger than 50 KiB asks for "cdk bootstrap"; the rest is
  // room to grow.
  const sizes = [largest, right]
    .flat()
    .map(({ template }) => stringify(template, { schema: 'yaml-1.1', lineWidth: 0 }).length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(40_000);
});
