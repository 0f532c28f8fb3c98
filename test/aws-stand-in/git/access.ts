/** A right on a repository. */
export type Right = 'pull' | 'push';

/** Rights by the repository's name. What is not named is refused. */
export type Rights = Readonly<Record<string, Right>>;

/** A user name and password for CodeCommit alone, as IAM makes them. */
export interface ServiceCredential {
  readonly userName: string;
  readonly password: string;
  readonly rights: Rights;
}

/** A key of which IAM holds the public half. Its id is the login name. */
export interface SshKey {
  readonly id: string;
  readonly publicKey: string;
  readonly rights: Rights;
}

/** A session of a role, whose key signs requests. */
export interface GitSession {
  readonly token: string;
  /** Throws where the role may not. */
  require(repository: string, wanted: Right): Promise<void>;
}

/** Whether the rights are enough to fetch from a repository, or to push to it. */
export function mayUse(rights: Rights, repository: string, wanted: Right): boolean {
  return rights[repository] === 'push' || rights[repository] === wanted;
}
