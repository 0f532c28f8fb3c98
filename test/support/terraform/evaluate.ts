import type { Block, TerraformModule } from './module';
import { logicalId, pascal, physicalName } from './names';
import type { Fields } from '../cloudformation-template';
import { isFields } from '../cloudformation-template';

/** Values that AWS knows, in the form of src/checks/iac/resolve. */
const GIVEN: Readonly<Record<string, string>> = {
  'data.aws_caller_identity.current.account_id': '<AccountId>',
  'data.aws_partition.current.partition': '<Partition>',
  'data.aws_partition.current.dns_suffix': '<URLSuffix>',
  'var.region': '<Region>',
};

const arn = (service: string, resource: string) => `arn:<Partition>:${service}:<Region>:<AccountId>:${resource}`;

/** The ARN of a named resource, as AWS documents it; undefined if AWS makes a part of it. */
export function arnOfNamed(type: string, name: string): string | undefined {
  switch (type) {
    case 'AWS::CodeBuild::Project':
    case 'aws_codebuild_project':
      return arn('codebuild', `project/${name}`);
    case 'AWS::CodeCommit::Repository':
    case 'aws_codecommit_repository':
      return arn('codecommit', name);
    case 'AWS::CodePipeline::Pipeline':
    case 'aws_codepipeline':
      return arn('codepipeline', name);
    case 'AWS::ECR::Repository':
    case 'aws_ecr_repository':
      return arn('ecr', `repository/${name}`);
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${name}:*`);
    case 'aws_cloudwatch_log_group':
      return arn('logs', `log-group:${name}`);
    default:
      return undefined;
  }
}

/** The attributes with which CloudFormation's `Ref` returns the ARN. */
const REF_IS_ARN = ['aws_iam_policy', 'aws_sns_topic'];

/** Evaluates the expressions of a module. References become names, ARNs, or `${LogicalId}` and `${LogicalId.Arn}`. */
export function evaluator(module: TerraformModule): (value: unknown) => unknown {
  const evaluate = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(evaluate);
    }
    if (isFields(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item)]));
    }
    return typeof value === 'string' ? text(value) : value;
  };

  function text(value: string): unknown {
    const whole = /^\$\{([^{}"]+|file\("[^"]+"\))\}$/.exec(value);
    if (whole) {
      return expression(whole[1]);
    }
    return value.replace(/(\$?)\$\{((?:[^{}"]|"(?:[^"\\]|\\.)*")+)\}/g, (all, escaped: string, inner: string) =>
      escaped ? all.slice(1) : String(expression(inner)),
    );
  }

  function expression(code: string): unknown {
    const [kind, ...rest] = code.split('.');
    if (Object.hasOwn(GIVEN, code)) {
      return GIVEN[code];
    }
    if (/^(true|false|\d+)$/.test(code)) {
      return JSON.parse(code);
    }
    const program = /^file\("\$\{path\.module\}\/(.+)"\)$/.exec(code)?.[1];
    if (program !== undefined) {
      // A file also has a header, which its copy in a template lacks.
      return required(module.programs[program], code).replace(/^\/\/ Managed by .*\n/, '');
    }
    if (kind === 'var') {
      return required(module.values[rest[0]] ?? module.variable[rest[0]]?.[0].default, code);
    }
    if (kind === 'local') {
      return evaluate(required(module.locals[rest[0]], code));
    }
    if (code.startsWith('data.aws_iam_policy_document.') && rest[2] === 'json') {
      return { document: required(module.data.aws_iam_policy_document[rest[1]]?.[0], code) };
    }
    if (code.startsWith('data.aws_iam_role.') && rest[2] === 'arn') {
      return `\${${logicalId('aws_iam_role', roleNamed(module.data.aws_iam_role[rest[1]][0].name, code))}.Arn}`;
    }
    if (code.includes('[0]')) {
      return `\${${[logicalId(kind, rest[0]), ...rest.slice(1).map((part) => pascal(part.replace('[0]', '')))].join('.')}}`;
    }
    return attribute(code, kind, rest[0], rest[1]);
  }

  function roleNamed(name: unknown, code: string): string {
    const roles = Object.entries(module.resource.aws_iam_role);
    return required(roles.find(([, [role]]) => role.name !== undefined && evaluate(role.name) === name)?.[0], code);
  }

  function attribute(code: string, type: string, name: string, field: string): string {
    const block: Block = required(module.resource[type]?.[name]?.[0], code);
    const given = physicalName(type, block);
    const own = given === undefined ? undefined : String(evaluate(given));
    const id = logicalId(type, name);
    switch (field) {
      case 'arn':
        return (
          (own === undefined ? undefined : arnOfNamed(type, own)) ??
          (REF_IS_ARN.includes(type) ? `\${${id}}` : `\${${id}.Arn}`)
        );
      case 'clone_url_http':
        return `https://git-codecommit.<Region>.<URLSuffix>/v1/repos/${own}`;
      case 'repository_url':
        return `<AccountId>.dkr.ecr.<Region>.<URLSuffix>/${own}`;
      case 'name':
      case 'id':
      case 'key_id':
      case 'bucket':
      case 'repository_name':
        return own ?? `\${${id}}`;
      default:
        throw new Error(`the evaluator has no attribute ${code}`);
    }
  }

  return evaluate;
}

function required<T>(value: T | undefined, code: string): T {
  if (value === undefined) {
    throw new Error(`${code} does not exist in the module`);
  }
  return value;
}

/** The statements of an `aws_iam_policy_document`, in the notation of IAM, with lists everywhere. */
export function policyDocument(document: Fields, evaluate: (value: unknown) => unknown): Fields {
  return {
    Version: '2012-10-17',
    Statement: (document.statement as Fields[]).map((statement) => statementOf(statement, evaluate)),
  };
}

function statementOf(
  { effect = 'Allow', actions, resources, principals, condition }: Fields,
  evaluate: (value: unknown) => unknown,
): Fields {
  const [principal] = (principals ?? []) as Fields[];
  const isEverybody = principal?.type === '*';
  return {
    Effect: effect,
    ...(principal
      ? { Principal: isEverybody ? '*' : { [String(principal.type)]: evaluate(principal.identifiers) } }
      : {}),
    Action: actions,
    ...(resources ? { Resource: evaluate(resources) } : {}),
    ...(condition ? { Condition: conditionsOf(condition as Fields[], evaluate) } : {}),
  };
}

function conditionsOf(conditions: readonly Fields[], evaluate: (value: unknown) => unknown): Fields {
  const all: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of conditions) {
    (all[String(test)] ??= {})[String(variable)] = evaluate(values);
  }
  return all;
}
