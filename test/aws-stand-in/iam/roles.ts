import type { Context } from './conditions';
import { denial } from './evaluate';
import { identityStatements, statementsIn } from './identity-policies';
import { type Demand, identityDenial } from './verdict';
import type { Moto } from '../api/moto';

/** An authorization error with AWS' message. */
export class AccessDenied extends Error {}

/** The deployed roles of the account. */
export class Roles {
  constructor(private readonly moto: Moto, private readonly account: string) {}

  /** Throws if the role's policies do not allow it. */
  async require(roleArn: string, session: string, demand: Demand): Promise<void> {
    const name = nameOf(roleArn);
    const problem = identityDenial(await identityStatements(this.moto, 'Role', name), demand);
    if (problem) {
      throw new AccessDenied(
        `User: arn:aws:sts::${this.account}:assumed-role/${name}/${session} is not authorized to perform: ${demand.action} on resource: ${demand.resource} ${problem}`,
      );
    }
  }

  /** Throws if the role does not trust the service, or does not let it set session tags. */
  async requireTrust(roleArn: string, service: string, tags: Context = {}): Promise<void> {
    const name = nameOf(roleArn);
    const role = await this.moto.query('iam', { Action: 'GetRole', RoleName: name });
    const trust = statementsIn(role, 'AssumeRolePolicyDocument').map((statement) => ({
      place: name, owner: name, ownerArn: roleArn, kind: 'trust' as const, statement,
    }));
    for (const action of ['sts:AssumeRole', ...Object.keys(tags).length > 0 ? ['sts:TagSession'] : []]) {
      const context = { 'aws:SourceAccount': this.account, ...tags };
      const problem = denial({ caller: service, action, resource: roleArn, context }, trust);
      if (problem) {
        throw new AccessDenied(`${service} is not authorized to perform: ${action} on resource: ${roleArn} ${problem}`);
      }
    }
  }
}

function nameOf(roleArn: string): string {
  return roleArn.split('/').slice(-1)[0];
}
