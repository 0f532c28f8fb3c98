/** A permission on a repository. */
export type Right = 'pull' | 'push';

/** Permissions by repository name. Access to other repositories is denied. */
export type Rights = Readonly<Record<string, Right>>;

/** A user name and password only for CodeCommit, as IAM creates them. */
export interface ServiceCredential {
  readonly userName: string;
  readonly password: string;
  readonly rights: Rights;
}

/** A key with its public half in IAM. Its ID is the login name. */
export interface SshKey {
  readonly id: string;
  readonly publicKey: string;
  readonly rights: Rights;
}

/** A session of a role, whose key signs requests. */
export interface GitSession {
  readonly token: string;
  /** Throws if the role lacks the permission for the repository of this region. */
  require(repository: string, wanted: Right, region: string): Promise<void>;
}

/** Whether the permissions are sufficient to fetch from a repository or to push to it. */
export function mayUse(rights: Rights, repository: string, wanted: Right): boolean {
  return rights[repository] === 'push' || rights[repository] === wanted;
}
