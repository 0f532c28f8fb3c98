import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AccessKeys, FakeCodeCommit } from '.';
import { repositoriesIn } from './repositories-in';
import type { CertificateAuthority } from '../../support/machine/certificates';
import type { GitSession } from '../git/access';
import { type CodeCommitGit, startCodeCommitGit } from '../git/codecommit-git';
import { ACCOUNT } from '../place';

/** CodeCommit in a region: its API and its Git servers, over the same repositories. */
export interface CodeCommit {
  readonly region: string;
  /** The folder with the bare repositories. */
  readonly repositories: string;
  readonly api: FakeCodeCommit;
  readonly git: CodeCommitGit;
}

export interface CodeCommitSettings {
  readonly region: string;
  /** Contains a folder for each region. */
  readonly folder: string;
  readonly address: string;
  readonly authority: CertificateAuthority;
  readonly accessKeys: AccessKeys;
  /** Sessions by access key ID. */
  readonly sessionOf: (accessKeyId: string) => GitSession | undefined;
  /** Called after a push to a repository over HTTPS. */
  readonly pushed: (repository: string) => void;
}

/** Starts the Git servers. The account must serve the API. */
export async function startCodeCommit({ region, folder, ...settings }: CodeCommitSettings): Promise<CodeCommit> {
  const repositories = repositoriesIn(folder, region);
  mkdirSync(repositories, { recursive: true });
  const api = new FakeCodeCommit({ folder: repositories, region, account: ACCOUNT });
  const git = await startCodeCommitGit({
    ...settings, folder: repositories, state: join(folder, 'git', region), region,
  });
  return { region, repositories, api, git };
}
