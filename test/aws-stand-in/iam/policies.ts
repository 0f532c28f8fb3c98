import { arnIn, deployed } from './deployed';
import { type Statement, statementsOf } from './statement';
import type { CloudFormationTemplate, Fields, TemplateResource } from '../../support/cloudformation-template';

/** A statement and its place. */
export interface PlacedStatement {
  /** `BuildRole/build[2]`, counted from one. */
  readonly place: string;
  /** The logical ID of the role, user or resource that owns the policy. */
  readonly owner: string;
  readonly ownerArn: string;
  /** Permissions of the owner, permissions on the owner, or the permission to assume it. */
  readonly kind: 'identity' | 'resource' | 'trust';
  readonly statement: Statement;
}

type OwnedStatement = Omit<PlacedStatement, 'ownerArn'>;

/** Policies that are separate resources: the properties with their target and their document. */
const RESOURCE_POLICIES: Readonly<Record<string, readonly [property: string, owners: string]>> = {
  'AWS::S3::BucketPolicy': ['PolicyDocument', 'Bucket'],
  'AWS::SNS::TopicPolicy': ['PolicyDocument', 'Topics'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument', 'Queues'],
};

/** Types with a policy in a property. */
const OWN_POLICY: Readonly<Record<string, string>> = {
  'AWS::KMS::Key': 'KeyPolicy', 'AWS::ECR::Repository': 'RepositoryPolicyText',
};

/** Types that grant permissions to roles, users and groups. */
const ATTACHED = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'];

/** Every statement of a template in normal form, with resolved references. */
export function policiesIn(template: CloudFormationTemplate): PlacedStatement[] {
  const { Resources } = deployed(template);
  const references = new Map(
    Object.entries(template.Resources).map(([name, { Properties = {} }]) => [name, Properties]),
  );
  return Object.entries(Resources)
    .flatMap(([name, resource]) => [
      ...identityPolicies(name, resource, references), ...trustPolicy(name, resource),
      ...resourcePolicies(name, resource, references.get(name) ?? {}),
    ])
    .map((statement) => ({ ...statement, ownerArn: arnIn(template, statement.owner) }));
}

function identityPolicies(
  name: string,
  { Type, Properties = {} }: TemplateResource,
  all: ReadonlyMap<string, Fields>,
): OwnedStatement[] {
  const inline = (Type.startsWith('AWS::IAM::') ? (Properties.Policies ?? []) : []) as Fields[];
  const own = inline.flatMap(({ PolicyName, PolicyDocument }) =>
    placed(`${name}/${PolicyName}`, 'identity', name, PolicyDocument),
  );
  if (!ATTACHED.includes(Type)) {
    return own.flatMap((statement) => [
      statement, ...(Type === 'AWS::IAM::Group' ? membersOf(name, all).map((owner) => ({ ...statement, owner })) : []),
    ]);
  }
  return holdersOf(name, all).flatMap((owner) => placed(name, 'identity', owner, Properties.PolicyDocument));
}

/** The identities with a managed policy: it is attached to them, or to a group with them as members. */
function holdersOf(policy: string, all: ReadonlyMap<string, Fields>): string[] {
  const named = ['Roles', 'Users', 'Groups'].flatMap((property) => namesIn(all.get(policy)?.[property]));
  const naming = [...all]
    .filter(([, { ManagedPolicyArns }]) => namesIn(ManagedPolicyArns).includes(policy))
    .map(([name]) => name);
  return [...new Set([...named, ...naming].flatMap((holder) => [holder, ...membersOf(holder, all)]))];
}

function membersOf(group: string, all: ReadonlyMap<string, Fields>): string[] {
  return [...all].filter(([, { Groups }]) => namesIn(Groups).includes(group)).map(([name]) => name);
}

function trustPolicy(name: string, { Properties = {} }: TemplateResource): OwnedStatement[] {
  const document = Properties.AssumeRolePolicyDocument;
  return document ? placed(`${name}/trust`, 'trust', name, document) : [];
}

function resourcePolicies(
  name: string,
  { Type, Properties = {} }: TemplateResource,
  references: Fields,
): OwnedStatement[] {
  const [property, owners] = RESOURCE_POLICIES[Type] ?? [OWN_POLICY[Type]];
  if (!property || Properties[property] === undefined) {
    return [];
  }
  return (owners ? namesIn(references[owners]) : [name]).flatMap((owner) =>
    placed(name, 'resource', owner, Properties[property]),
  );
}

function placed(place: string, kind: PlacedStatement['kind'], owner: string, document: unknown): OwnedStatement[] {
  return statementsOf(document).map((statement, index) => ({
    place: `${place}[${index + 1}]`, owner, kind, statement,
  }));
}

/** The logical IDs in a property that refers to one or more resources. */
function namesIn(value: unknown): string[] {
  const items = (value === undefined ? [] : [value].flat()) as Array<Fields | undefined>;
  return items.flatMap((item) =>
    item && typeof item === 'object' ? [String(item.Ref ?? (item['Fn::GetAtt'] as string[] | undefined)?.[0])] : [],
  );
}
