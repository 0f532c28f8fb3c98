import type { Context } from '../../context';
import { escapeFor } from '../../escape';
import type { ConditionValue, Principal, ResourceName, Statement, ValueName } from '../statement';

const arnOf = (service: string, resource: string) =>
  `!Sub arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

const resourcesOf = ({ appName, isSingle, pipelineStackName }: Context): Readonly<Record<ResourceName, string>> => ({
  anything: '"*"',
  appRepository: arnOf('codecommit', '${RepositoryName}'),
  configRepository: arnOf('codecommit', isSingle ? '${RepositoryName}' : '${ConfigRepositoryName}'),
  newConfigRepository: isSingle ? '!GetAtt AppRepository.Arn' : '!GetAtt ConfigRepository.Arn',
  key: '!GetAtt Key.Arn',
  images: '!GetAtt Images.Arn',
  signingProfile: '!GetAtt SigningProfile.Arn',
  artifacts: '!GetAtt Artifacts.Arn',
  artifactObjects: '!Sub ${Artifacts.Arn}/*',
  importedKey: `!ImportValue ${pipelineStackName}-key`,
  importedImages: arnOf('ecr', 'repository/${ImageRepositoryName}'),
  importedArtifactObjects: `!ImportValue ${pipelineStackName}-artifacts`,
  build: '!GetAtt Build.Arn',
  scanGate: arnOf('codebuild', `project/${appName}-scan-gate`),
  promote: arnOf('codebuild', `project/${appName}-promote`),
  pipeline: arnOf('codepipeline', '${Pipeline}'),
  failures: '!Ref Failures',
  buildLogs: '!GetAtt BuildLogs.Arn',
  scanGateLogs: '!GetAtt ScanGateLogs.Arn',
  promoteLogs: '!GetAtt PromoteLogs.Arn',
  inspectorLogs: '!GetAtt ScanGateLogs.Arn',
  pullRequestBuild: '!GetAtt PullRequestBuild.Arn',
  pullRequestBuildLogs: '!GetAtt PullRequestBuildLogs.Arn',
  pullRequestReport: '!GetAtt PullRequestReport.Arn',
  pullRequestReportLogs: '!GetAtt PullRequestReportLogs.Arn',
  upgrade: '!GetAtt Upgrade.Arn',
  upgradeLogs: '!GetAtt UpgradeLogs.Arn',
  upgradeProposal: '!GetAtt UpgradeProposal.Arn',
  upgradeProposalLogs: '!GetAtt UpgradeProposalLogs.Arn',
  upgradePatch: `!Sub ["arn:\${AWS::Partition}:s3:::\${Bucket}/upgrade.json", { Bucket: !ImportValue ${pipelineStackName}-artifact-bucket }]`,
});

const VALUES: Readonly<Record<ValueName, string>> = {
  account: '!Ref AWS::AccountId',
  defaultBranch: '!Sub refs/heads/${BranchName}',
};

/** A scalar as YAML writes it, a list or a map. */
type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

const scalar = escapeFor('yaml');

/** Prints statements for the `Statement` of a CloudFormation policy. */
export function printCloudFormation(statements: readonly Statement[], context: Context, indent: number): string {
  const resources = resourcesOf(context);
  return statements.flatMap((statement) => [
    ...statement.why ? [`# ${statement.why}`] : [],
    ...linesOf([yamlOf(statement, resources)]),
  ]).map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}

function yamlOf(
  { effect = 'Allow', principal, actions, resources, condition }: Statement,
  arns: Readonly<Record<ResourceName, string>>,
): Yaml {
  return {
    Effect: effect,
    Principal: principal && principalOf(principal),
    Action: oneOrMore(actions),
    Resource: resources && oneOrMore(resources.map((name) => arns[name])),
    Condition: condition && mapValues(condition, (tests) => mapValues(tests, conditionValue)),
  };
}

function principalOf(principal: Principal): Yaml {
  switch (principal) {
    case 'everyone':
      return '"*"';
    case 'account':
      return { AWS: '!Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };
    case 'logsService':
      return { Service: '!Sub logs.${AWS::Region}.${AWS::URLSuffix}' };
    default:
      return { Service: 'service' in principal ? scalar(principal.service) : notInTemplates(principal.parameter) };
  }
}

function notInTemplates(parameter: string): never {
  throw new Error(`a CloudFormation template names the ${parameter} of each role: it has no function that makes roles`);
}

function conditionValue(value: ConditionValue | readonly ConditionValue[]): Yaml {
  if (typeof value === 'string') {
    return scalar(value);
  }
  if (isList(value)) {
    return value.map(conditionValue);
  }
  const groupArn = (name: string) => `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${name}`;
  return 'value' in value ? VALUES[value.value] : `!Sub ${scalar(groupArn(value.logGroup))}`;
}

function linesOf(value: Yaml): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (isList(value)) {
    return value.flatMap((item) => linesOf(item).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
  }
  return Object.entries(value).flatMap(([key, item]) => {
    if (item === undefined) {
      return [];
    }
    return typeof item === 'string' ? [`${key}: ${item}`] : [`${key}:`, ...linesOf(item).map((line) => `  ${line}`)];
  });
}

function oneOrMore(items: readonly string[]): Yaml {
  return items.length === 1 ? items[0] : items;
}

function isList<Item>(value: unknown): value is readonly Item[] {
  return Array.isArray(value);
}

function mapValues<From, To>(fields: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, change(value)]));
}
