import { randomBytes } from 'node:crypto';
import type { Caller, Handler } from '../api/front';

/** The passwords of `aws ecr get-login-password`, and their owners. */
export class RegistryTokens {
  private readonly callers = new Map<string, Caller>();

  /** Implements `ecr:GetAuthorizationToken`. */
  handler(registry: string): Handler {
    return async ({ service, operation }, caller) => {
      if (service !== 'ecr' || operation !== 'GetAuthorizationToken') {
        return undefined;
      }
      const password = randomBytes(32).toString('base64url');
      this.callers.set(password, caller);
      const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
      return {
        authorizationData: [
          {
            authorizationToken,
            expiresAt: Math.floor(Date.now() / 1000) + 12 * 3600,
            proxyEndpoint: `https://${registry}`,
          },
        ],
      };
    };
  }

  /** The caller; undefined if the user name is not `AWS` or the password is unknown. */
  callerOf(authorization: string | undefined): Caller | undefined {
    const [, encoded] = /^Basic (.+)$/.exec(authorization ?? '') ?? [];
    const [user, password] = Buffer.from(encoded ?? '', 'base64').toString().split(/:(.*)/s);
    return user === 'AWS' ? this.callers.get(password) : undefined;
  }
}
