import type { Answers } from '../../src/options/option';
import { templateStacks } from '../support/cloudformation-stacks';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { type InfraFiles, infraFilesOf, parseModules } from '../support/terraform/module';
import { systemOfModule, systemOfStacks } from '../support/terraform/system';
import { STACK_TOOLS, STACKS } from '../verifiers/infrastructure';

/** Signing by ECR is refused: the provider has no resource for it. */
const SETS = OPTION_SETS_OF_THE_PIPELINE.filter(({ sign }) => sign !== true);

const SHOP: Answers = {
  appName: 'shop',
  promotion: 'commit',
  scanGate: 'high',
  retainData: true,
  notify: 'on-call@example.com',
  upgrades: 'weekly',
};

const MANAGED: Answers = {
  appName: 'shop',
  engine: 'argocd-managed',
  cluster: 'existing',
  identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
  argocdAdmin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
};

/** One mistake for each part of what is compared, or ignored with a reason. */
const MISTAKES: ReadonlyArray<readonly [what: string, file: string, from: string, to: string, answers?: Answers]> = [
  ['an action', 'iam.tf', '"ecr:PutImage"', '"ecr:PutImages"'],
  ['a resource of a statement', 'iam.tf', '"${aws_s3_bucket.artifacts.arn}/*"', '"*"'],
  ['a condition', 'key.tf', 'test     = "ArnLike"', 'test     = "ArnEquals"'],
  ['the service that assumes a role', 'iam.tf', '"codepipeline.amazonaws.com"', '"codebuild.amazonaws.com"'],
  ['the effect of a statement', 'artifacts.tf', 'effect    = "Deny"', 'effect    = "Allow"'],
  [
    'a missing attachment of a policy',
    'iam.tf',
    'role       = aws_iam_role.promote.name',
    'role       = aws_iam_role.build.name',
  ],
  ['an event pattern', 'events.tf', '["True"]', '["true"]'],
  [
    'a target of another rule',
    'events.tf',
    'rule      = aws_cloudwatch_event_rule.failure.name',
    'rule      = aws_cloudwatch_event_rule.trigger.name',
  ],
  ['an argument of a project', 'build.tf', 'build_timeout  = 30', 'build_timeout  = 31'],
  ['an environment variable', 'promote.tf', 'name  = "MODE"', 'name  = "MODES"'],
  ['a program', 'programs/promote.mjs', 'codecommit', 'codecommits'],
  ['a stage', 'pipeline.tf', 'execution_mode = "QUEUED"', 'execution_mode = "SUPERSEDED"'],
  ['a variable of a stage', 'pipeline.tf', '#{Source.CommitId}', '#{Build.CommitId}'],
  ['encryption', 'build.tf', 'encryption_key = aws_kms_key.pipeline.arn', ''],
  ['public access', 'artifacts.tf', 'block_public_acls       = true', 'block_public_acls       = false'],
  ['a life cycle', 'images.tf', 'imageCountMoreThan', 'sinceImagePushed'],
  ['the retention of logs', 'variables.tf', 'default     = 365', 'default     = 30'],
  ['a key that Terraform may delete', 'key.tf', 'prevent_destroy = true', 'prevent_destroy = false'],
  ['an output', 'outputs.tf', 'output "pipeline_url"', 'output "url"'],
  ['the permissions of the reader', 'repositories.tf', '"codecommit:GitPull"', '"codecommit:GitPush"'],
  ['a schedule', 'upgrades.tf', 'MON', 'TUE'],
  ['a second source', 'upgrades.tf', 'location          = aws_codecommit_repository.config', 'location          = aws_codecommit_repository.app'],
  ['the version of a second source', 'upgrades.tf', 'source_identifier = "CONFIG"\n    source_version', 'source_identifier = "APP"\n    source_version'],
  ['the branches of the upgrades', 'upgrades.tf', '"refs/heads/upgrade/*"', '"refs/heads/*"'],
  ['a buildspec in a file', 'programs/upgrade-buildspec.yml', 'upgrade', 'upgrades'],
  ['the role of the capability', 'repositories.tf', '"capabilities.eks.amazonaws.com"', '"pods.eks.amazonaws.com"', MANAGED],
  ['the permissions of that role', 'repositories.tf', '"codecommit:GitPull"', '"codecommit:GitPush"', MANAGED],
  ['an administrator of Argo CD', 'capability/main.tf', '"SSO_GROUP"', '"SSO_USER"', MANAGED],
  ['a mapping of roles', 'capability/main.tf', '"ADMIN"', '"VIEWER"', MANAGED],
  ['an output of the capability', 'capability/main.tf', 'argo_cd[0].server_url', 'argo_cd[0].namespace', MANAGED],
];

const edited = (files: InfraFiles, file: string, from: string, to: string): InfraFiles => {
  if (!files[file].includes(from)) {
    throw new Error(`${file} does not contain ${from}`);
  }
  return { ...files, [file]: files[file].replace(from, to) };
};

const shop = infraFilesOf(SHOP);
const managed = infraFilesOf(MANAGED);
/** With the pairs in which mistakes are planted: without one, they are equal. */
const COMPARED: readonly Answers[] = [...SETS, SHOP, MANAGED];
const modules = parseModules([
  ...COMPARED.map(infraFilesOf),
  ...MISTAKES.map(([, file, from, to, answers]) => edited(answers === MANAGED ? managed : shop, file, from, to)),
  edited(shop, 'key.tf', 'enable_key_rotation = true', 'enable_key_rotation = true\n  multi_region = true'),
  { ...shop, 'more.tf': 'resource "aws_sqs_queue" "more" {}\n' },
]);
const [mistaken, [argument, resource]] = [modules.slice(COMPARED.length, -2), modules.slice(-2)];

describe.each(STACK_TOOLS)('%s', (iac) => {
  const stacks = STACKS[iac].stacksOf(COMPARED);

  test.each(COMPARED.map((answers, index) => [JSON.stringify(answers), index] as const))(
    'describes the same system: %s',
    (_, index) => {
      expect(systemOfModule(modules[index])).toEqual(systemOfStacks(stacks[index]));
    },
  );
});

test.each(MISTAKES.map(([what], index) => [what, index] as const))('finds a mistake in %s', (_, index) => {
  expect(systemOfModule(mistaken[index])).not.toEqual(systemOfStacks(templateStacks(MISTAKES[index][4] ?? SHOP)));
});

test('refuses to compare an argument that it would ignore', () => {
  expect(() => systemOfModule(argument)).toThrow('does not compare aws_kms_key.pipeline.multi_region');
});

test('refuses to compare a resource type that it does not know', () => {
  expect(() => systemOfModule(resource)).toThrow('cannot compare aws_sqs_queue');
});
