import { randomBytes } from 'node:crypto';
import { userStatements, valuesIn } from './identity-policies';
import { requireSshKey } from './ssh-keys';
import { ServiceError } from '../codecommit';
import type { Statement } from './statement';
import { verdict } from './verdict';
import type { Handler } from '../api/front';
import type { Moto } from '../api/moto';
import type { CodeCommit } from '../codecommit/region';
import type { Rights } from '../git/access';
import { ACCOUNT } from '../place';

/** A Git password for CodeCommit, which moto lacks. */
interface Password {
  readonly id: string;
  readonly user: string;
  readonly userName: string;
}

/**
 * SSH keys and passwords of users. CodeCommit's Git servers read them from IAM, with the current permissions of the
 * user's policies.
 */
export function gitCredentialsHandler(moto: Moto, regions: readonly CodeCommit[]): Handler {
  const passwords = new Map<string, Password>();
  const grant = async (user: string, give: (git: CodeCommit['git'], rights: Rights) => void) => {
    const statements = await userStatements(moto, user);
    regions.forEach((region) => give(region.git, rightsIn(region, statements)));
  };
  return async ({ service, operation, input }) => {
    const {
      UserName: user, SSHPublicKeyId: keyId, SSHPublicKeyBody: publicKey, ServiceSpecificCredentialId: passwordId,
    } = input;
    switch (`${service}:${operation}`) {
      case 'iam:UploadSSHPublicKey': {
        requireSshKey(publicKey, await sshKeysOf(moto, user));
        const answer = await moto.query('iam', input);
        const [id] = valuesIn(answer, 'SSHPublicKeyId');
        await grant(user, (git, rights) => git.allowSshKey({ id, publicKey, rights }));
        return { xml: answer };
      }
      case 'iam:DeleteSSHPublicKey':
        regions.forEach(({ git }) => git.revokeSshKey(keyId));
        return undefined;
      case 'iam:CreateServiceSpecificCredential': {
        const made = newPassword(user, passwords);
        // With characters that break unquoted shell code.
        const password = `${randomBytes(24).toString('base64')}+/'"$=`;
        await grant(user, (git, rights) => git.allowServiceCredential({ userName: made.userName, password, rights }));
        return xml(
          operation,
          `<ServiceSpecificCredential>${described(made)}${element('ServicePassword', password)}</ServiceSpecificCredential>`,
        );
      }
      case 'iam:ListServiceSpecificCredentials': {
        const members = [...passwords.values()].filter((password) => password.user === user);
        return xml(
          operation,
          `<ServiceSpecificCredentials>${members.map((made) => `<member>${described(made)}</member>`).join('')}</ServiceSpecificCredentials>`,
        );
      }
      case 'iam:DeleteServiceSpecificCredential':
        regions.forEach(({ git }) => git.revokeServiceCredential(passwords.get(passwordId)?.userName ?? ''));
        passwords.delete(passwordId);
        return xml(operation, '');
      default:
        return undefined;
    }
  };
}

async function sshKeysOf(moto: Moto, UserName: string): Promise<string[]> {
  const ids = valuesIn(await moto.query('iam', { Action: 'ListSSHPublicKeys', UserName }), 'SSHPublicKeyId');
  const keys = ids.map((SSHPublicKeyId) =>
    moto.query('iam', { Action: 'GetSSHPublicKey', UserName, SSHPublicKeyId, Encoding: 'SSH' }),
  );
  return (await Promise.all(keys)).flatMap((key) => valuesIn(key, 'SSHPublicKeyBody'));
}

/** A user can have two passwords, with different user names. */
function newPassword(user: string, passwords: Map<string, Password>): Password {
  const taken = [...passwords.values()].filter((password) => password.user === user).map(({ userName }) => userName);
  const userName = [`${user}-at-${ACCOUNT}`, `${user}+1-at-${ACCOUNT}`].find((name) => !taken.includes(name));
  if (!userName) {
    throw new ServiceError('LimitExceeded', `${user} has two passwords already`, 409);
  }
  const made = { id: `ACCA${randomBytes(8).toString('hex').toUpperCase()}`, user, userName };
  passwords.set(made.id, made);
  return made;
}

/** The permissions of statements on a region's repositories. */
function rightsIn({ api: { repositories } }: CodeCommit, statements: readonly Statement[]): Rights {
  const may = (action: string, name: string) =>
    verdict(statements, { action: `codecommit:${action}`, resource: repositories.arn(name) }) === 'Allow';
  return Object.fromEntries(
    repositories
      .names()
      .filter((name) => may('GitPull', name))
      .map((name) => [name, may('GitPush', name) ? 'push' : 'pull']),
  );
}

function described({ id, user, userName }: Password): string {
  return [
    element('ServiceSpecificCredentialId', id),
    element('ServiceUserName', userName),
    element('UserName', user),
    element('Status', 'Active'),
    element('ServiceName', 'codecommit.amazonaws.com'),
    element('CreateDate', '2026-01-01T00:00:00Z'),
  ].join('');
}

function element(name: string, text: string): string {
  return `<${name}>${text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)}</${name}>`;
}

function xml(operation: string, result: string): { xml: string } {
  const text = `<${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>`;
  return {
    xml: `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${text}</${operation}Response>`,
  };
}
