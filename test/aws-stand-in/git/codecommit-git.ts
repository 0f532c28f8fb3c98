import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GitSession, ServiceCredential, SshKey } from './access';
import { startHttpsGit } from './https-server';
import { startSshGit } from './ssh-server';
import type { CertificateAuthority } from '../../support/machine/certificates';
import { nameAddress } from '../../support/machine/hosts';
import { runWell } from '../../support/run';

/** Settings of CodeCommit's Git servers. */
export interface CodeCommitGitSettings {
  /** The folder with the bare repositories. */
  readonly folder: string;
  /** The folder for keys, configuration and logs. */
  readonly state: string;
  readonly region: string;
  /** The certificate authority of the server. */
  readonly authority: CertificateAuthority;
  /** Secrets by access key ID, for the AWS command line's credential helper. A user's key has all permissions. */
  readonly accessKeys: Readonly<Record<string, string>>;
  /** Sessions by access key ID. @default no sessions */
  readonly sessionOf?: (accessKeyId: string) => GitSession | undefined;
  readonly serviceCredentials?: readonly ServiceCredential[];
  /** On the loopback network. @default 127.0.0.3 */
  readonly address?: string;
  /** Called after a push to a repository over HTTPS. */
  readonly pushed?: (repository: string) => void;
}

/** CodeCommit's Git servers, under their real host name and ports. */
export interface CodeCommitGit {
  readonly host: string;
  /** `SHA256:…` of the host key for SSH. */
  readonly fingerprint: string;
  /** Creates an empty repository, whose first branch is `main`. Returns its folder. */
  createRepository(name: string): Promise<string>;
  allowServiceCredential(credential: ServiceCredential): void;
  revokeServiceCredential(userName: string): void;
  allowSshKey(key: SshKey): void;
  revokeSshKey(id: string): void;
  close(): Promise<void>;
}

/**
 * Starts both servers, HTTPS and SSH. Requires `hermetic.sh`, because they use ports 443 and 22, the real host name and
 * the list of users. The HTTPS server runs in this process, so the process must not wait for Git synchronously.
 */
export async function startCodeCommitGit(settings: CodeCommitGitSettings): Promise<CodeCommitGit> {
  const {
    folder,
    state,
    region,
    authority,
    accessKeys,
    address = '127.0.0.3',
    sessionOf = () => undefined,
    pushed,
  } = settings;
  const host = `git-codecommit.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  const serviceCredentials = new Map(
    (settings.serviceCredentials ?? []).map((credential) => [credential.userName, credential]),
  );
  [folder, state].forEach((path) => mkdirSync(path, { recursive: true }));
  nameAddress(address, [host]);
  const certificate = authority.issue(host, [host]);
  const https = await startHttpsGit({
    folder, region, host, address, port: 443, certificate, accessKeys, sessionOf, serviceCredentials, pushed,
  });
  const ssh = await startSshGit({ folder, state, address, port: 22 });
  return {
    host,
    fingerprint: ssh.fingerprint,
    createRepository: async (name) => {
      const path = join(folder, name);
      await runWell('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', path], folder, process.env);
      return path;
    },
    allowServiceCredential: (credential) => { serviceCredentials.set(credential.userName, credential); },
    revokeServiceCredential: (userName) => { serviceCredentials.delete(userName); },
    allowSshKey: (key) => ssh.allow(key),
    revokeSshKey: (id) => ssh.revoke(id),
    close: () => https.close(),
  };
}
