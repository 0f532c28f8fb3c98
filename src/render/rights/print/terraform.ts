import type { Context } from '../../context';
import { escapeFor } from '../../escape';
import type { ConditionValue, Principal, ResourceName, Statement, ValueName } from '../statement';

const literal = escapeFor('hcl');

const resourcesOf = ({ isSingle }: Context): Readonly<Record<ResourceName, string>> => ({
  anything: '"*"',
  appRepository: 'aws_codecommit_repository.app.arn',
  configRepository: isSingle ? 'aws_codecommit_repository.app.arn' : 'aws_codecommit_repository.config.arn',
  newConfigRepository: isSingle ? 'aws_codecommit_repository.app.arn' : 'aws_codecommit_repository.config.arn',
  key: 'aws_kms_key.pipeline.arn',
  images: 'aws_ecr_repository.images.arn',
  // Rejected with the answers: the provider has no resource for signing by ECR.
  signingProfile: '"*"',
  artifacts: 'aws_s3_bucket.artifacts.arn',
  artifactObjects: '"${aws_s3_bucket.artifacts.arn}/*"',
  importedKey: 'aws_kms_key.pipeline.arn',
  importedImages: 'aws_ecr_repository.images.arn',
  importedArtifactObjects: '"${aws_s3_bucket.artifacts.arn}/*"',
  build: 'aws_codebuild_project.build.arn',
  scanGate: 'aws_codebuild_project.scan_gate.arn',
  promote: 'aws_codebuild_project.promote.arn',
  pipeline: 'aws_codepipeline.pipeline.arn',
  failures: 'aws_sns_topic.failures.arn',
  // The attribute lacks the end that stands for the streams of the group.
  buildLogs: '"${aws_cloudwatch_log_group.build.arn}:*"',
  scanGateLogs: '"${aws_cloudwatch_log_group.scan_gate.arn}:*"',
  promoteLogs: '"${aws_cloudwatch_log_group.promote.arn}:*"',
  inspectorLogs: '"${aws_cloudwatch_log_group.scan_gate.arn}:*"',
  pullRequestBuild: 'aws_codebuild_project.pull_request_build.arn',
  pullRequestBuildLogs: '"${aws_cloudwatch_log_group.pull_request_build.arn}:*"',
  pullRequestReport: 'aws_codebuild_project.pull_request_report.arn',
  pullRequestReportLogs: '"${aws_cloudwatch_log_group.pull_request_report.arn}:*"',
  upgrade: 'aws_codebuild_project.upgrade.arn',
  upgradeLogs: '"${aws_cloudwatch_log_group.upgrade.arn}:*"',
  upgradeProposal: 'aws_codebuild_project.upgrade_proposal.arn',
  upgradeProposalLogs: '"${aws_cloudwatch_log_group.upgrade_proposal.arn}:*"',
  upgradePatch: '"${aws_s3_bucket.artifacts.arn}/upgrade.json"',
});

const VALUES: Readonly<Record<ValueName, string>> = {
  account: 'local.account',
  defaultBranch: '"refs/heads/${var.branch}"',
};

/** A longer line is broken up. */
const WIDTH = 120;

/** An argument with an expression or a list of expressions, or a nested block. */
type Part = readonly [name: string, value: string | readonly string[]] | Block;

interface Block {
  readonly block: string;
  readonly parts: readonly Part[];
}

/** Prints statements as blocks of an `aws_iam_policy_document`, as `terraform fmt` formats them. */
export function printTerraform(statements: readonly Statement[], context: Context, indent: number): string {
  const margin = ' '.repeat(indent);
  const all = resourcesOf(context);
  return statements
    .map((statement) => `${statement.why ? `${margin}# ${statement.why}\n` : ''}${printBlock(blockOf(statement, all), indent)}`)
    .join('\n');
}

function blockOf(
  { effect, principal, actions, resources, condition = {} }: Statement, all: Readonly<Record<ResourceName, string>>,
): Block {
  const conditions = Object.entries(condition).flatMap(([test, values]) =>
    Object.entries(values).map(([variable, value]): Block => ({
      block: 'condition',
      parts: [
        ['test', literal(test)],
        ['variable', literal(variable)],
        ['values', [value].flat().map(conditionValue)],
      ],
    })));
  return {
    block: 'statement',
    parts: [
      ...effect ? [['effect', literal(effect)]] as const : [],
      ['actions', actions.map(literal)],
      ...resources ? [['resources', resources.map((name) => all[name])]] as const : [],
      ...principal ? [principalOf(principal)] : [],
      ...conditions,
    ],
  };
}

function principalOf(principal: Principal): Block {
  const block = (type: string, identifier: string): Block => ({
    block: 'principals', parts: [['type', literal(type)], ['identifiers', [identifier]]],
  });
  switch (principal) {
    case 'everyone':
      return block('*', '"*"');
    case 'account':
      return block('AWS', '"arn:${local.partition}:iam::${local.account}:root"');
    case 'logsService':
      return block('Service', '"logs.${var.region}.${local.dns_suffix}"');
    default:
      if ('parameter' in principal) {
        throw new Error(`Terraform has no function that makes roles, which could take the ${principal.parameter}`);
      }
      return block('Service', literal(principal.service));
  }
}

function conditionValue(value: ConditionValue): string {
  if (typeof value === 'string') {
    return literal(value);
  }
  return 'value' in value ? VALUES[value.value] : `"\${local.logs_arn}:${value.logGroup}"`;
}

/** The arguments, then the nested blocks, each after an empty line. */
function printBlock({ block, parts }: Block, indent: number): string {
  const margin = ' '.repeat(indent);
  const args = parts.filter((part): part is readonly [string, string | readonly string[]] => Array.isArray(part));
  const blocks = parts.filter((part): part is Block => !Array.isArray(part));
  const body = [
    ...args.length ? [printArguments(args, indent + 2)] : [],
    ...blocks.map((nested) => printBlock(nested, indent + 2)),
  ];
  return `${margin}${block} {\n${body.join('\n')}${margin}}\n`;
}

/** Aligns the equals signs of consecutive arguments on one line each. */
function printArguments(args: ReadonlyArray<readonly [string, string | readonly string[]]>, indent: number): string {
  const width = Math.max(...args.map(([name]) => name.length));
  const margin = ' '.repeat(indent);
  const inline = args.map(([name, value]) =>
    `${margin}${name.padEnd(width)} = ${typeof value === 'string' ? value : `[${value.join(', ')}]`}`);
  if (inline.every((line) => line.length <= WIDTH)) {
    return inline.map((line) => `${line}\n`).join('');
  }
  return args.map(([name, value], index) => {
    if (typeof value === 'string' || inline[index].length <= WIDTH) {
      return `${margin}${name} = ${typeof value === 'string' ? value : `[${value.join(', ')}]`}\n`;
    }
    return `${margin}${name} = [\n${value.map((item) => `${margin}  ${item},\n`).join('')}${margin}]\n`;
  }).join('');
}
