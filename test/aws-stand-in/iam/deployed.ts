import {
  type CloudFormationTemplate, type Fields, type TemplateResource, callIn, isFields,
} from '../../support/cloudformation-template';

/** The account and region of a deployed template. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export const PLACE: Place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };

/** The account's principal in policies. */
export const ACCOUNT_ARN = `arn:${PLACE.partition}:iam::${PLACE.account}:root`;

/** The name of each resource and its part of an ARN, with or without region and account. */
const ARNS: Readonly<Record<string, (name: string) => readonly [service: string, rest: string]>> = {
  'AWS::CodeBuild::Project': (name) => ['codebuild', `project/${name}`],
  'AWS::CodeCommit::Repository': (name) => ['codecommit', name],
  'AWS::CodePipeline::Pipeline': (name) => ['codepipeline', name],
  'AWS::ECR::Repository': (name) => ['ecr', `repository/${name}`],
  'AWS::Events::Rule': (name) => ['events', `rule/${name}`],
  'AWS::IAM::Group': (name) => ['iam', `group/${name}`],
  'AWS::IAM::ManagedPolicy': (name) => ['iam', `policy/${name}`],
  'AWS::IAM::Role': (name) => ['iam', `role/${name}`],
  'AWS::IAM::User': (name) => ['iam', `user/${name}`],
  'AWS::KMS::Key': (name) => ['kms', `key/${name}`],
  'AWS::Logs::LogGroup': (name) => ['logs', `log-group:${name}:*`],
  'AWS::S3::Bucket': (name) => ['s3', name],
  'AWS::SNS::Topic': (name) => ['sns', name],
  'AWS::SQS::Queue': (name) => ['sqs', name],
  'AWS::Signer::SigningProfile': (name) => ['signer', `/signing-profiles/${name}`],
};

/** Types whose names begin with what "Ref" gives; others give their ARN. */
const REF_IS_ARN = ['AWS::SNS::Topic', 'AWS::IAM::ManagedPolicy'];

/** A template with references and functions resolved as after a deployment. It must be in normal form. */
export function deployed(template: CloudFormationTemplate, place = PLACE): CloudFormationTemplate {
  return resolve(template, template, place) as CloudFormationTemplate;
}

/** The ARN of a resource of a template, by its logical ID. */
export function arnIn({ Resources }: CloudFormationTemplate, name: string, place = PLACE): string {
  const resource = Resources[name];
  const arn = resource && ARNS[resource.Type];
  if (!arn) {
    throw new Error(resource
      ? `${name}: test/aws-stand-in/iam/deployed.ts does not know the ARN of ${resource.Type}. Add it there.`
      : `the template has no resource ${name}, only ${Object.keys(Resources).join(', ')}`);
  }
  const [service, rest] = arn(nameOf(name, resource));
  const [region, account] = service === 's3' ? ['', ''] : [service === 'iam' ? '' : place.region, place.account];
  return `arn:${place.partition}:${service}:${region}:${account}:${rest}`;
}

function nameOf(logicalId: string, { Type, Properties = {} }: TemplateResource): string {
  const given = ['Name', `${Type.split('::')[2]}Name`]
    .map((property) => Properties[property])
    .find((name) => typeof name === 'string');
  return String(given ?? (Type === 'AWS::S3::Bucket' ? logicalId.toLowerCase() : logicalId));
}

function resolve(value: unknown, template: CloudFormationTemplate, place: Place): unknown {
  const call = callIn(value);
  if (call) {
    return resolveCall(call[0], call[1], template, place);
  }
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, template, place));
  }
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, template, place)]))
    : value;
}

function resolveCall(name: string, argument: unknown, template: CloudFormationTemplate, place: Place): unknown {
  switch (name) {
    case 'Ref': return reference(String(argument), template, place);
    case 'Fn::GetAtt': return attribute(argument as [string, string], template, place);
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown[]];
      return parts.map((part) => resolve(part, template, place)).join(delimiter);
    }
    default:
      throw new Error(
        `${name} of ${JSON.stringify(argument)} is not known to test/aws-stand-in/iam/deployed.ts. Add it there.`,
      );
  }
}

function reference(name: string, template: CloudFormationTemplate, place: Place): string {
  const pseudo: Fields = {
    'AWS::AccountId': place.account,
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::URLSuffix': place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
  if (Object.hasOwn(pseudo, name)) {
    return String(pseudo[name]);
  }
  const resource = template.Resources[name];
  if (!resource) {
    throw new Error(`Ref of ${name}, which is neither a resource nor a parameter with a default`);
  }
  return REF_IS_ARN.includes(resource.Type) ? arnIn(template, name, place) : nameOf(name, resource);
}

function attribute([name, what]: readonly [string, string], template: CloudFormationTemplate, place: Place): string {
  if (what === 'RepositoryUri') {
    return `${place.account}.dkr.ecr.${place.region}.amazonaws.com/${nameOf(name, template.Resources[name])}`;
  }
  return what === 'Arn' ? arnIn(template, name, place) : `${name}.${what}`;
}
