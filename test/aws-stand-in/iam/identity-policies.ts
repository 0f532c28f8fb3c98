import { type Statement, statementsOf } from './statement';
import type { Moto } from '../api/moto';

/** The types of identities with policies. */
export type IdentityKind = 'Role' | 'User' | 'Group';

/** The statements of an identity's deployed policies, inline and managed. */
export async function identityStatements(moto: Moto, kind: IdentityKind, name: string): Promise<Statement[]> {
  const ask = (Action: string, more: Readonly<Record<string, string>> = {}) =>
    moto.query('iam', { Action, [`${kind}Name`]: name, ...more });
  const inline = valuesIn(await ask(`List${kind}Policies`), 'member');
  const attached = valuesIn(await ask(`ListAttached${kind}Policies`), 'PolicyArn');
  const statements = await Promise.all([
    ...inline.map(async (PolicyName) => statementsIn(await ask(`Get${kind}Policy`, { PolicyName }), 'PolicyDocument')),
    ...attached.map(async (PolicyArn) => {
      const [VersionId] = valuesIn(await moto.query('iam', { Action: 'GetPolicy', PolicyArn }), 'DefaultVersionId');
      return statementsIn(await moto.query('iam', { Action: 'GetPolicyVersion', PolicyArn, VersionId }), 'Document');
    }),
  ]);
  return statements.flat();
}

/** The statements of a user and of all its groups. */
export async function userStatements(moto: Moto, user: string): Promise<Statement[]> {
  const groups = valuesIn(await moto.query('iam', { Action: 'ListGroupsForUser', UserName: user }), 'GroupName');
  const statements = await Promise.all([
    identityStatements(moto, 'User', user), ...groups.map((group) => identityStatements(moto, 'Group', group)),
  ]);
  return statements.flat();
}

/** The texts of an element in an XML response. */
export function valuesIn(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, value]) => value);
}

/** The statements of the policy in an element of an XML response. */
export function statementsIn(xml: string, element: string): Statement[] {
  const [text] = valuesIn(xml, element);
  const plain = text.replace(/&quot;/g, '"').replace(/&amp;/g, '&');
  return statementsOf(JSON.parse(plain.startsWith('{') ? plain : decodeURIComponent(plain)));
}
