import { ACCOUNT, queryAws, xmlValue } from './moto';
import { parseYaml } from '../../../support/parse-file';

type Resources = Record<string, { readonly Type: string; readonly Properties: any }>;

/**
 * Deploys the generated stack of the repositories to moto, with the user and the outputs that `argocd:connect` needs. moto makes
 * no repositories of CodeCommit: they are left out, and what is said about them is filled in. And it gives users no rights: what
 * the stack gives them, themselves or through groups, is put on them as policies of their own.
 */
export async function deployRepositories(name: string, region: string, template: string): Promise<void> {
  const stack = parseYaml(template, '1.1')[0] as any;
  const resources: Resources = stack.Resources;
  const parameters: Record<string, { Default: string }> = stack.Parameters ?? {};
  for (const [id, { Type, Properties }] of Object.entries(resources)) {
    if (Type === 'AWS::CodeCommit::Repository') {
      delete resources[id];
      const repository = parameters[Properties.RepositoryName.Ref]?.Default ?? Properties.RepositoryName;
      fill(stack, `${id}.Arn`, `arn:aws:codecommit:${region}:${ACCOUNT}:${repository}`);
      fill(stack, `${id}.CloneUrlHttp`, `https://git-codecommit.${region}.amazonaws.com/v1/repos/${repository}`);
    }
  }
  await queryAws('cloudformation', region, {
    'Action': 'CreateStack', 'StackName': name, 'TemplateBody': JSON.stringify(stack), 'Capabilities.member.1': 'CAPABILITY_IAM',
  });
  for (const [id] of Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::User')) {
    const described = await queryAws('cloudformation', region, { Action: 'DescribeStackResource', StackName: name, LogicalResourceId: id });
    const user = { UserName: xmlValue(described, 'PhysicalResourceId') };
    await Promise.all(policiesOf(resources, id).map((policy, index) =>
      queryAws('iam', region, { Action: 'PutUserPolicy', ...user, PolicyName: `policy-${index}`, PolicyDocument: JSON.stringify(policy) })));
  }
}

/** The policy documents that a user or group has: its own, managed ones and those of its groups. */
function policiesOf(resources: Resources, id: string): object[] {
  const { Policies = [], ManagedPolicyArns = [], Groups = [] } = resources[id]?.Properties ?? {};
  return [
    ...Policies.map(({ PolicyDocument }: any) => PolicyDocument),
    ...ManagedPolicyArns.map(({ Ref }: any) => resources[Ref].Properties.PolicyDocument),
    ...Groups.flatMap(({ Ref }: any) => policiesOf(resources, Ref)),
  ];
}

/** Puts a value in the place of every `!GetAtt` of that attribute. */
function fill(value: any, attribute: string, text: string): void {
  for (const [key, inner] of Object.entries<any>(value)) {
    if (inner?.['Fn::GetAtt'] && [inner['Fn::GetAtt']].flat().join('.') === attribute) {
      value[key] = text;
    } else if (inner && typeof inner === 'object') {
      fill(inner, attribute, text);
    }
  }
}
