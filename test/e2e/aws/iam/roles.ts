import { denial, type Demand, type Policy, type Statement, conditionsHold } from './policy';
import type { Moto } from '../api/moto';

/** Something was refused, in the words of AWS. */
export class AccessDenied extends Error {}

/** The roles of the account, as they are deployed at the moment. */
export class Roles {
  constructor(private readonly moto: Moto, private readonly account: string) {}

  /** Throws where the role's policies do not allow it. */
  async require(roleArn: string, session: string, demand: Demand): Promise<void> {
    const name = nameOf(roleArn);
    const problem = denial(await this.policies(name), demand);
    if (problem) {
      throw new AccessDenied(`User: arn:aws:sts::${this.account}:assumed-role/${name}/${session} is not authorized to perform: ${demand.action} on resource: ${demand.resource} ${problem}`);
    }
  }

  /** Throws where a service of AWS may not take the role. */
  async requireTrust(roleArn: string, service: string): Promise<void> {
    const role = await this.moto.query('iam', { Action: 'GetRole', RoleName: nameOf(roleArn) });
    const { Statement } = documentIn(role, 'AssumeRolePolicyDocument') as unknown as { Statement: (Statement & { Principal: { Service?: string } })[] };
    const trusted = [Statement].flat().some(({ Effect, Principal, Condition }) =>
      Effect === 'Allow' && Principal.Service === service && conditionsHold(Condition, { 'aws:SourceAccount': this.account }));
    if (!trusted) {
      throw new AccessDenied(`${service} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`);
    }
  }

  private async policies(role: string): Promise<Policy[]> {
    const inline = valuesIn(await this.moto.query('iam', { Action: 'ListRolePolicies', RoleName: role }), 'member');
    const attached = valuesIn(await this.moto.query('iam', { Action: 'ListAttachedRolePolicies', RoleName: role }), 'PolicyArn');
    return Promise.all([
      ...inline.map(async (name) => documentIn(await this.moto.query('iam', { Action: 'GetRolePolicy', RoleName: role, PolicyName: name }), 'PolicyDocument')),
      ...attached.map(async (arn) => {
        const [version] = valuesIn(await this.moto.query('iam', { Action: 'GetPolicy', PolicyArn: arn }), 'DefaultVersionId');
        return documentIn(await this.moto.query('iam', { Action: 'GetPolicyVersion', PolicyArn: arn, VersionId: version }), 'Document');
      }),
    ]);
  }
}

function valuesIn(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value]) => value);
}

function nameOf(roleArn: string): string {
  return roleArn.split('/').slice(-1)[0];
}

function documentIn(xml: string, element: string): Policy {
  const [text] = valuesIn(xml, element);
  const plain = text.replace(/&quot;/g, '"').replace(/&amp;/g, '&');
  return JSON.parse(plain.startsWith('{') ? plain : decodeURIComponent(plain));
}
