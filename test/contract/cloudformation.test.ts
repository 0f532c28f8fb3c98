import { parse } from 'yaml';
import { MOST_STAGES } from '../../src/options/environments';
import type { Answers } from '../../src/options/option';
import { templateProblems } from '../support/cloudformation-spec';
import type { CloudFormationTemplate } from '../support/cloudformation-template';
import { OPTION_SETS_OF_THE_PIPELINE, PAIRWISE_ANSWERS } from '../support/option-sets';
import { parseYaml } from '../support/parse-file';
import { nameOf, renderPair } from '../support/render-pair';

/** Every distinct CloudFormation template of the pairs of answers. */
const templates = new Map(
  PAIRWISE_ANSWERS.flatMap((answers) => renderPair(answers))
    .filter((file) => /\.ya?ml$/.test(file.path) && /^(AWSTemplateFormatVersion|Resources):/m.test(file.content))
    .map((file) => [file.content, nameOf(file)]),
);
const parsed = [...templates].map(([content, name]) => ({
  name, template: parseYaml(content, '1.2')[0] as CloudFormationTemplate,
}));

const LONGEST = { appName: 'a'.repeat(40), defaultBranch: 'b'.repeat(100) };
const PAIR = { ...LONGEST, configRepoName: 'c'.repeat(100) };

function templateSizes(sets: readonly Answers[]): number[] {
  return sets.flatMap((answers) => renderPair(answers))
    .filter((file) => file.path.startsWith('infra/') && file.path.endsWith('.yaml'))
    .map((file) => Buffer.byteLength(file.content));
}

describe('the rendered templates', () => {
  test('are all in the app repo', () => {
    expect([...new Set(parsed.map(({ name }) => name))].sort()).toEqual([
      'app/infra/capability.yaml', 'app/infra/pipeline.yaml', 'app/infra/programs.yaml', 'app/infra/pull-requests.yaml',
      'app/infra/repositories.yaml', 'app/infra/upgrades.yaml',
    ]);
  });

  test('are small enough to deploy without a bucket, with the longest names', () => {
    const one = OPTION_SETS_OF_THE_PIPELINE.filter(({ environments }) => environments === undefined);
    const sizes = (isSingle: boolean) => templateSizes(one.filter(({ layout }) => (layout === 'single') === isSingle)
      .map((answers) => ({ ...answers, ...isSingle ? LONGEST : PAIR, environment: 'e'.repeat(20) })));
    // CloudFormation takes 51,200 (its user guide, quotas, "template body size in a request"): the rest is room to
    // grow.
    expect(Math.max(...sizes(false))).toBeLessThanOrEqual(40_000);
    expect(Math.max(...sizes(true))).toBeLessThanOrEqual(48_000);
    expect(sizes(false).length + sizes(true).length).toBeGreaterThan(one.length);
  });

  test.each([5, MOST_STAGES].flatMap((count) => ['pair', 'single'].map((layout) => ({ count, layout }))))(
    'are small enough with the longest names of $count environments: layout $layout',
    ({ count, layout }) => {
      const environments = Array.from({ length: count }, (_, at) => ({
        name: `${'e'.repeat(18)}${String(at).padStart(2, '0')}`, promotion: at % 2 === 0 ? 'commit' : 'pull-request',
      }));
      const names = layout === 'pair' ? { ...PAIR, upgrades: 'weekly' } : LONGEST;
      const most = { ...names, layout, environments, notify: `${'n'.repeat(64)}@example.com`, retainData: true, sign: true };
      const sizes = templateSizes(['ecr', 'inspector'].flatMap((scanner) =>
        ['commit', 'pr-merge'].map((trigger) => ({ ...most, scanGate: 'medium', scanner, trigger }))));
      expect(Math.max(...sizes)).toBeLessThanOrEqual(51_200);
    },
  );

  test('use only existing resources, properties, values and references', () => {
    const problems = parsed.flatMap(({ name, template }) =>
      templateProblems(template).map((problem) => `${name}: ${problem}`),
    );
    expect([...new Set(problems)]).toEqual([]);
  });

  test('have policy statements with principal, action and resource', () => {
    const problems = parsed.flatMap(({ name, template }) =>
      statementsIn(template).flatMap((statement) => {
        const unknown = Object.keys(statement).filter((field) => !STATEMENT_FIELDS.includes(field));
        const subject = statement.Resource ?? statement.NotResource ?? statement.Principal;
        const fits =
          ['Allow', 'Deny'].includes(String(statement.Effect)) && (statement.Action ?? statement.NotAction) && subject;
        return unknown.length === 0 && fits ? [] : [`${name}: ${JSON.stringify(statement)}`];
      }),
    );
    expect([...new Set(problems)]).toEqual([]);
    expect(parsed.flatMap(({ template }) => statementsIn(template)).length).toBeGreaterThan(0);
  });
});

describe('the check finds', () => {
  const good = `
    Parameters: { Name: { Type: String } }
    Conditions: { IsNamed: { Fn::Not: [{ Fn::Equals: [{ Ref: Name }, ''] }] } }
    Resources:
      Bucket:
        Type: AWS::S3::Bucket
        Properties:
          BucketName: { Fn::If: [IsNamed, { Ref: Name }, { Ref: AWS::NoValue }] }
          VersioningConfiguration: { Status: Enabled }
      Pipeline:
        Type: AWS::CodePipeline::Pipeline
        DependsOn: Bucket
        Properties: { RoleArn: { Fn::Sub: 'arn:\${AWS::Partition}:\${Bucket.Arn}' }, Stages: [{ Name: a, Actions: [] }] }
    Outputs: { Arn: { Value: { Fn::GetAtt: [Bucket, Arn] } } }
  `;

  test('nothing in a good template', () => {
    expect(templateProblems(parse(good))).toEqual([]);
  });

  test.each([
    ['resource type', 'AWS::S3::Bucket', 'AWS::S3::Bukket', 'AWS::S3::Bukket does not exist'],
    ['property', 'BucketName', 'BucketNaem', 'Properties: BucketNaem does not exist'],
    ['nested property', 'Status: Enabled', 'State: Enabled', 'VersioningConfiguration: State does not exist'],
    ['enum value', 'Status: Enabled', 'Status: enabled', '"enabled" must be one of'],
    ['value type', 'Name: a,', 'Name: 1,', '1 must be a text'],
    ['value type behind a condition', '{ Ref: Name }, { Ref', '7, { Ref', '7 must be a text'],
    ['required property', 'Stages: [{ Name: a, Actions: [] }]', '', 'Stages is required'],
    ['nested required property', 'Name: a, ', '', 'Stages[0]: Name is required'],
    ['reference', '{ Ref: Name }, { Ref', '{ Ref: Nam }, { Ref', 'Nam does not exist'],
    ['substitution', 'AWS::Partition', 'AWS::Partitoin', 'AWS::Partitoin does not exist'],
    ['substituted attribute', 'Bucket.Arn', 'Bucket.Urn', 'Bucket has no attribute Urn'],
    ['attribute', '[Bucket, Arn]', '[Bukket, Arn]', 'Bukket has no attribute Arn'],
    ['dependency', 'DependsOn: Bucket', 'DependsOn: Bukket', 'Bukket does not exist'],
    ['condition', '[IsNamed,', '[IsCalled,', 'the condition IsCalled does not exist'],
    [
      'unused parameter', '{ Name: { Type: String } }', '{ Name: { Type: String }, More: { Type: String } }',
      'More is used nowhere',
    ],
    ['field of a resource', 'DependsOn:', 'DependOn:', 'DependOn does not exist'],
  ])('an invalid %s', (_, from, to, problem) => {
    expect(good).toContain(from);
    expect(templateProblems(parse(good.replace(from, to)))).toContainEqual(expect.stringContaining(problem));
  });
});

const STATEMENT_FIELDS = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

type Statement = Readonly<Record<string, unknown>>;

function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const own = (value as { Statement?: Statement | Statement[] }).Statement;
  return [...(own ? [own].flat() : []), ...Object.values(value).flatMap((inner) => statementsIn(inner))];
}
