import { stringify } from 'yaml';
import type { Answers } from '../../src/options/option';
import { type CdkCase, replacing } from '../support/cdk-app';
import { NOTATIONS, canonical, stackOfCdk, stackOfYaml } from '../support/cdk-comparison';
import { synthesizeCdk } from '../support/cdk-infrastructure';
import type { CloudFormationTemplate } from '../support/cloudformation-template';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { parseYaml } from '../support/parse-file';
import { renderPair } from '../support/render-pair';
import type { StackTemplate } from '../support/security/system';

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
  ['an action', 'infra/lib/promote.ts', 'actions: [\'codecommit:GetCommit\']', 'actions: [\'codecommit:GetCommits\']'],
  ['a statement', 'infra/lib/promote.ts', '{ actions: [\'codecommit:GetCommit\'], resources: [repositoryArn(answers.appName)] },', ''],
  ['the order of statements', 'infra/lib/resources.ts', '(...may)', '(...[...may].reverse())'],
  ['a condition', 'infra/lib/promote.ts', 'conditions: { StringEquals', 'conditions: { StringLike'],
  ['who takes on a role', 'infra/lib/trigger.ts', 'service: \'events.amazonaws.com\'', 'service: \'codebuild.amazonaws.com\''],
  ['a pattern of events', 'infra/lib/trigger.ts', 'isMerged: [\'True\']', 'isMerged: [\'true\']'],
  ['a reference', 'infra/lib/pipeline.ts', 'location: artifacts.ref', 'location: key.ref'],
  ['a property', 'infra/lib/build.ts', 'timeoutInMinutes: 30', 'timeoutInMinutes: 31'],
  ['a program', 'infra/programs/promote.mjs', 'codecommit', 'codecommits'],
  ['a deletion policy', 'infra/lib/artifacts.ts', 'withDataPolicy(new CfnBucket', '(new CfnBucket'],
  ['a logical id', 'infra/lib/artifacts.ts', '\'ArtifactsPolicy\'', '\'ArtifactPolicy\''],
  ['an output', 'infra/lib/pipeline-stack.ts', '\'PipelineName\'', '\'NameOfPipeline\''],
  ['one resource more', 'infra/lib/key.ts', 'new CfnAlias(', 'new CfnAlias(stack, \'More\', { aliasName: \'alias/more\', targetKeyId: key.ref }); new CfnAlias('],
  ['the name of a stack', 'infra/lib/answers.ts', 'shop-pipeline', 'shop-pipelines'],
  ['a bootstrap stack that must be there', 'infra/main.ts', 'synthesizer: new LegacyStackSynthesizer(),', ''],
];

const fromYaml = OPTION_SETS_OF_THE_PIPELINE.map((answers) => renderPair(answers)
  .filter(({ repo, path }) => repo === 'app' && /^infra\/[^/]+\.yaml$/.test(path))
  .map(({ path, content }): StackTemplate => ({
    stackName: `shop-${path.slice('infra/'.length, -'.yaml'.length)}`,
    template: parseYaml(content, '1.2')[0] as CloudFormationTemplate,
  })));

const [largest, ...others] = synthesizeCdk([
  { answers: LARGEST },
  ...OPTION_SETS_OF_THE_PIPELINE.map((answers): CdkCase => ({ answers })),
  ...MISTAKES.map(([, path, from, to]): CdkCase => ({ answers: OPTION_SETS_OF_THE_PIPELINE[0], edit: replacing(path, from, to) })),
]);
const fromCdk = others.slice(0, OPTION_SETS_OF_THE_PIPELINE.length);
const mistaken = others.slice(OPTION_SETS_OF_THE_PIPELINE.length);

const yamlStacks = (index: number, notations = NOTATIONS) => fromYaml[index].map((stack) => stackOfYaml(stack, notations));
const cdkStacks = (stacks: readonly StackTemplate[], notations = NOTATIONS) => stacks.map((stack) => stackOfCdk(stack, notations));

test.each(OPTION_SETS_OF_THE_PIPELINE.map((answers, index) => [JSON.stringify(answers), index] as const))('CloudFormation and CDK describe the same system: %s', (_, index) => {
  expect(cdkStacks(fromCdk[index])).toEqual(yamlStacks(index));
  expect(fromYaml[index].length).toBeGreaterThanOrEqual(2);
});

test.each(NOTATIONS.map((notation) => [notation.why, notation] as const))('the allowed difference is there: %s', (_, notation) => {
  const rest = NOTATIONS.filter((other) => other !== notation);
  expect(fromCdk.some((stacks, index) => canonical(cdkStacks(stacks, rest)) !== canonical(yamlStacks(index, rest)))).toBe(true);
});

test.each(MISTAKES.map(([what], index) => [what, index] as const))('a difference is found: %s', (_, index) => {
  expect(canonical(cdkStacks(fromCdk[0]))).toBe(canonical(yamlStacks(0)));
  expect(canonical(cdkStacks(mistaken[index]))).not.toBe(canonical(yamlStacks(0)));
});

test('every stack is small enough to be deployed without a bucket, with the longest names', () => {
  // As the CDK's command line measures it: as YAML, up to 50 KiB. Anything larger asks for "cdk bootstrap".
  const sizes = [largest, ...fromCdk].flat().map(({ template }) => stringify(template, { schema: 'yaml-1.1', lineWidth: 0 }).length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(50 * 1024);
  expect(Math.max(...sizes)).toBeGreaterThan(40 * 1024);
});
