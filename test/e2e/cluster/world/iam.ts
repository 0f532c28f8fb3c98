import { randomBytes } from 'node:crypto';
import type { Handler } from './aws';
import { ACCOUNT, type Answer, queryAws, xmlValue } from './moto';
import type { Rights } from '../../git/access';
import type { CodeCommitGit } from '../../git/codecommit-git';

/** A password for CodeCommit, which moto does not know of. */
interface Password {
  readonly id: string;
  readonly user: string;
  readonly userName: string;
}

/**
 * What moto's IAM lacks: what IAM is told of SSH keys and passwords, CodeCommit's Git servers know, with the rights that the user's
 * policies give.
 */
export function iamOf(servers: readonly CodeCommitGit[]): Handler {
  const passwords = new Map<string, Password>();
  return async ({ service, form }, askMoto) => {
    if (service !== 'iam') {
      return undefined;
    }
    const [action, user] = [form.get('Action') ?? '', form.get('UserName') ?? ''];
    switch (action) {
      case 'UploadSSHPublicKey': {
        const answer = await askMoto();
        const key = { id: xmlValue(answer.text, 'SSHPublicKeyId'), publicKey: form.get('SSHPublicKeyBody') ?? '', rights: await rightsOf(user) };
        servers.forEach((server) => server.allowSshKey(key));
        return answer;
      }
      case 'DeleteSSHPublicKey':
        servers.forEach((server) => server.revokeSshKey(form.get('SSHPublicKeyId') ?? ''));
        return askMoto();
      case 'CreateServiceSpecificCredential': {
        const made = newPassword(user, passwords);
        // With what breaks a shell that does not quote.
        const password = `${randomBytes(24).toString('base64')}+/'"$=`;
        const rights = await rightsOf(user);
        servers.forEach((server) => server.allowServiceCredential({ userName: made.userName, password, rights }));
        return xml(action, `<ServiceSpecificCredential>${described(made)}${element('ServicePassword', password)}</ServiceSpecificCredential>`);
      }
      case 'ListServiceSpecificCredentials': {
        const members = [...passwords.values()].filter((password) => password.user === user);
        return xml(action, `<ServiceSpecificCredentials>${members.map((made) => `<member>${described(made)}</member>`).join('')}</ServiceSpecificCredentials>`);
      }
      case 'DeleteServiceSpecificCredential': {
        const id = form.get('ServiceSpecificCredentialId') ?? '';
        servers.forEach((server) => server.revokeServiceCredential(passwords.get(id)?.userName ?? ''));
        passwords.delete(id);
        return xml(action, '');
      }
      default:
        return undefined;
    }
  };
}

/** A user has room for two, with different names. */
function newPassword(user: string, passwords: Map<string, Password>): Password {
  const taken = [...passwords.values()].filter((password) => password.user === user).map(({ userName }) => userName);
  const userName = [`${user}-at-${ACCOUNT}`, `${user}+1-at-${ACCOUNT}`].find((name) => !taken.includes(name));
  if (!userName) {
    throw new Error(`LimitExceeded: ${user} has two passwords already`);
  }
  const made = { id: `ACCA${randomBytes(8).toString('hex').toUpperCase()}`, user, userName };
  passwords.set(made.id, made);
  return made;
}

/** What the user may do with which repository, by the policies that the stack gave it. */
async function rightsOf(user: string): Promise<Rights> {
  const list = await queryAws('iam', 'us-east-1', { Action: 'ListUserPolicies', UserName: user });
  const names = [...list.matchAll(/<member>([^<]+)<\/member>/g)].map(([, name]) => name);
  const policies = await Promise.all(names.map((name) => queryAws('iam', 'us-east-1', { Action: 'GetUserPolicy', UserName: user, PolicyName: name })));
  const statements = policies.flatMap((policy) => JSON.parse(plain(xmlValue(policy, 'PolicyDocument'))).Statement);
  const granted = (action: string) => statements.filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().includes(action))
    .flatMap(({ Resource }) => [Resource].flat()).map((arn: string) => arn.split(':')[5]);
  return Object.fromEntries([
    ...granted('codecommit:GitPull').map((name) => [name, 'pull']),
    ...granted('codecommit:GitPush').map((name) => [name, 'push']),
  ]);
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
  return `<${name}>${escaped(text)}</${name}>`;
}

function xml(action: string, result: string): Answer {
  const text = `<${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>`;
  return { code: 200, type: 'text/xml', text: `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${text}</${action}Response>` };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function plain(text: string): string {
  const unescaped = text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))).replace(/&quot;/g, '"').replace(/&amp;/g, '&');
  return unescaped.startsWith('%') ? decodeURIComponent(unescaped) : unescaped;
}
