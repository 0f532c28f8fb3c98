import { randomBytes } from 'node:crypto';
import type { Context } from './conditions';
import { demandOf, type Place } from './demands';
import type { Roles } from './roles';
import type { AwsRequest } from '../api/aws-request';
import type { Caller, RecordedCall } from '../api/front';
import type { GitSession } from '../git/access';

/** A call by a role. Git servers name the region of the repository, which the account may not have as its own. */
export type Wish = Pick<AwsRequest, 'service' | 'operation' | 'input'> & { readonly repositoryRegion?: string };

/** A session of an assumed role. */
export interface Session extends Caller {
  /** The credentials as variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Throws if the role lacks the permission. Always records the call. */
  require(wish: Wish): Promise<void>;
}

/** All callers: users with keys and all permissions, and services with roles. */
export class Sessions {
  private readonly callers = new Map<string, Caller>();
  private readonly gitSessions = new Map<string, GitSession>();

  /** @param secrets by access key ID; the Git servers check signatures with them, and assumed roles add more */
  constructor(
    private readonly place: Place,
    private readonly roles: Roles,
    private readonly secrets: Record<string, string>,
    private readonly calls: RecordedCall[],
  ) {}

  callerOf(accessKeyId: string | undefined): Caller | undefined {
    return this.callers.get(accessKeyId ?? '');
  }

  /** The Git session of a role's key; undefined for a user's key. */
  gitSessionOf(accessKeyId: string): GitSession | undefined {
    return this.gitSessions.get(accessKeyId);
  }

  /** Adds a user with all permissions. Returns the credentials as variables. */
  addUser(name: string): Record<string, string> {
    const key = this.newKey('AKIA');
    this.callers.set(key.AWS_ACCESS_KEY_ID, { name: `user/${name}`, authorize: async () => undefined });
    return key;
  }

  /** Assumes a role for a service, with session tags or none. Throws if the role does not trust it. */
  async assume(roleArn: string, service: string, sessionName: string, tags: Context = {}): Promise<Session> {
    await this.roles.requireTrust(roleArn, service, tags);
    const key = this.newKey('ASIA');
    const environment = { ...key, AWS_SESSION_TOKEN: randomBytes(32).toString('base64') };
    const name = `assumed-role/${roleArn.split('/').slice(-1)[0]}/${sessionName}`;
    const authorize = async (request: Wish) => {
      const { repositoryRegion: region = this.place.region } = request;
      // It requires no permission.
      if (request.service !== 'sts' || request.operation !== 'GetCallerIdentity') {
        await this.roles.require(roleArn, sessionName, demandOf(request, { ...this.place, region }));
      }
    };
    const require = async (wish: Wish) => {
      const refused = await authorize(wish).then(() => undefined, (error: Error) => error);
      const call = { ...wish, accessKeyId: key.AWS_ACCESS_KEY_ID, isJson: true, caller: name };
      this.calls.push({ ...call, status: refused ? 403 : 200, refused: refused !== undefined });
      if (refused) {
        throw refused;
      }
    };
    const session = { name, environment, authorize, require };
    this.callers.set(key.AWS_ACCESS_KEY_ID, session);
    this.gitSessions.set(key.AWS_ACCESS_KEY_ID, {
      token: environment.AWS_SESSION_TOKEN,
      require: (repositoryName, wanted, repositoryRegion) =>
        require({
          service: 'codecommit',
          operation: wanted === 'push' ? 'GitPush' : 'GitPull',
          input: { repositoryName },
          repositoryRegion,
        }),
    });
    return session;
  }

  private newKey(prefix: string): { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string } {
    const id = `${prefix}${randomBytes(8).toString('hex').toUpperCase()}`;
    this.secrets[id] = randomBytes(30).toString('base64');
    return { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: this.secrets[id] };
  }
}
