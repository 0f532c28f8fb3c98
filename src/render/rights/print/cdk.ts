import type { Context } from '../../context';
import { escapeFor } from '../../escape';
import type { ConditionValue, Principal, ResourceName, Statement, ValueName } from '../statement';

const literal = escapeFor('javascript');

const resourcesOf = ({ appName, isSingle }: Context): Readonly<Record<ResourceName, string>> => ({
  anything: '\'*\'',
  appRepository: 'repositoryArn(answers.appName)',
  configRepository: isSingle ? 'repositoryArn(answers.appName)' : 'repositoryArn(answers.configRepoName)',
  newConfigRepository: isSingle ? 'repository.attrArn' : 'config.attrArn',
  key: 'key.attrArn',
  images: 'images.repository.attrArn',
  signingProfile: 'images.signingProfile.attrArn',
  artifacts: 'artifacts.attrArn',
  artifactObjects: '`${artifacts.attrArn}/*`',
  importedKey: 'imported.keyArn',
  importedImages: 'imported.imagesArn',
  importedArtifactObjects: 'imported.artifactObjectsArn',
  build: 'build.attrArn',
  scanGate: `projectArn(${literal(`${appName}-scan-gate`)})`,
  promote: `projectArn(${literal(`${appName}-promote`)})`,
  pipeline: 'pipelineArn(pipeline)',
  failures: 'failures.ref',
  buildLogs: 'logs.attrArn',
  scanGateLogs: 'logs.attrArn',
  promoteLogs: 'logs.attrArn',
  inspectorLogs: 'logs.attrArn',
  pullRequestBuild: 'project.attrArn',
  pullRequestBuildLogs: 'logs.attrArn',
  pullRequestReport: 'report.attrArn',
  pullRequestReportLogs: 'logs.attrArn',
  upgrade: 'upgrade.attrArn',
  upgradeLogs: 'logs.attrArn',
  upgradeProposal: 'proposal.attrArn',
  upgradeProposalLogs: 'logs.attrArn',
  upgradePatch: '`arn:${Aws.PARTITION}:s3:::${bucket}/${patch}`',
});

const VALUES: Readonly<Record<ValueName, string>> = {
  account: 'Aws.ACCOUNT_ID',
  defaultBranch: '`refs/heads/${answers.defaultBranch}`',
};

/** A longer line is broken up. */
const WIDTH = 120;

/** An expression as TypeScript writes it, a list or an object. */
type Code = string | readonly Code[] | { readonly [key: string]: Code | undefined };

/** Prints statements as `PolicyStatementProps` of the CDK, with a comma after each. */
export function printCdk(statements: readonly Statement[], context: Context, indent: number): string {
  const resources = resourcesOf(context);
  const margin = ' '.repeat(indent);
  return statements.map((statement) => {
    const comment = statement.why ? `${margin}// ${statement.why}\n` : '';
    return `${comment}${margin}${print(codeOf(statement, resources), indent)},\n`;
  }).join('');
}

function codeOf(
  { effect, principal, actions, resources, condition }: Statement,
  arns: Readonly<Record<ResourceName, string>>,
): Code {
  return {
    effect: effect === 'Deny' ? 'Effect.DENY' : undefined,
    principals: principal && [principalOf(principal)],
    actions: actions.map(literal),
    resources: resources?.map((name) => arns[name]),
    conditions: condition && mapValues(condition, (tests) => mapValues(tests, conditionValue)),
  };
}

function principalOf(principal: Principal): string {
  switch (principal) {
    case 'everyone':
      return 'new StarPrincipal()';
    case 'account':
      return 'new AccountRootPrincipal()';
    case 'logsService':
      return 'new ServicePrincipal(`logs.${Aws.REGION}.${Aws.URL_SUFFIX}`)';
    default:
      return `new ServicePrincipal(${'service' in principal ? literal(principal.service) : principal.parameter})`;
  }
}

function conditionValue(value: ConditionValue | readonly ConditionValue[]): Code {
  if (typeof value === 'string') {
    return literal(value);
  }
  if (isList(value)) {
    return value.map(conditionValue);
  }
  return 'value' in value ? VALUES[value.value] : `logGroupArn(${literal(value.logGroup)})`;
}

/** On one line where it fits, else with a line for each part. */
function print(code: Code, indent: number, before = 0): string {
  if (typeof code === 'string') {
    return code;
  }
  const inline = onOneLine(code);
  // A comma follows.
  if (indent + before + inline.length + 1 <= WIDTH) {
    return inline;
  }
  const margin = ' '.repeat(indent + 2);
  const parts = isList<Code>(code)
    ? code.map((item) => print(item, indent + 2))
    : fieldsOf(code).map(([key, value]) => `${nameOf(key)}: ${print(value, indent + 2, nameOf(key).length + 2)}`);
  const [open, close] = isList(code) ? '[]' : '{}';
  return `${open}\n${parts.map((part) => `${margin}${part},\n`).join('')}${' '.repeat(indent)}${close}`;
}

function onOneLine(code: Code): string {
  if (typeof code === 'string') {
    return code;
  }
  return isList<Code>(code)
    ? `[${code.map(onOneLine).join(', ')}]`
    : `{ ${fieldsOf(code).map(([key, value]) => `${nameOf(key)}: ${onOneLine(value)}`).join(', ')} }`;
}

function fieldsOf(code: Exclude<Code, string | readonly Code[]>): Array<[string, Code]> {
  return Object.entries(code).filter((field): field is [string, Code] => field[1] !== undefined);
}

function nameOf(key: string): string {
  return /^[A-Za-z]+$/.test(key) ? key : literal(key);
}

function isList<Item>(value: unknown): value is readonly Item[] {
  return Array.isArray(value);
}

function mapValues<From, To>(fields: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, change(value)]));
}
