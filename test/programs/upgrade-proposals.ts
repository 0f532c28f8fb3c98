import { callInProcess, FakeCodeCommit, type Input } from '../aws-stand-in';
import { loadProgram, programSource } from './load-program';

export const [APP, CONFIG] = ['my-app', 'my-app-config'];

/** A changed file in a patch. Tests of refusals give it fields of other types. */
export interface Changed {
  readonly path: unknown;
  readonly mode?: string;
  readonly content?: unknown;
}

type Call = ReturnType<typeof callInProcess>;

const program = loadProgram<{ propose(input: object): Promise<void> }>(programSource('propose-upgrade'));
const base64 = (text: string) => Buffer.from(text).toString('base64');

export const file = (path: string, text: string, mode = '100644'): Changed => ({ path, mode, content: base64(text) });

/** The changes of an upgrade, and what they make of a pull request. */
export const UPGRADE = [file('package.json', '2'), file('new.sh', '#!/bin/sh', '100755'), { path: 'old.sh' }];
export const CHANGE = { 'package.json': 'NORMAL 2', 'new.sh': 'EXECUTABLE #!/bin/sh', 'old.sh': null };

/** Both repositories of a pair. */
export class Proposals {
  readonly requests = new Set<string>();
  private readonly fake: FakeCodeCommit;

  constructor(folder: string) {
    this.fake = new FakeCodeCommit({
      folder,
      onRequest: (action, resource, _key, references) =>
        this.requests.add([action, resource.split(':').at(-1), ...references].join(' ')),
    });
    for (const repositoryName of [APP, CONFIG]) {
      this.call('CreateRepository', { repositoryName });
      this.commit(repositoryName, { 'package.json': '1', 'lock': '1', 'old.sh': '#!' });
    }
    this.requests.clear();
  }

  call(operation: string, input: Input): Input {
    return this.fake.answer(operation, input) as Input;
  }

  tip(repositoryName: string, branchName = 'main'): string {
    return this.call('GetBranch', { repositoryName, branchName }).branch.commitId;
  }

  commit(repositoryName: string, files: Record<string, string>, branchName = 'main', more: Input = {}): string {
    const parentCommitId = this.fake.repositories.get({ repositoryName }).tip(`refs/heads/${branchName}`);
    const putFiles = Object.entries(files).map(([filePath, text]) => ({ filePath, fileContent: base64(text) }));
    return this.call('CreateCommit', { repositoryName, branchName, parentCommitId, putFiles, ...more }).commitId;
  }

  /** A patch of these files on the tips of both repositories. */
  patchOf(app: readonly Changed[], config: readonly Changed[] = []): Input {
    return { app: { commit: this.tip(APP), files: app }, config: { commit: this.tip(CONFIG), files: config } };
  }

  /** Runs the program; returns what it said. */
  async propose(patch: unknown, around: (call: Call) => Call = (call) => call): Promise<string> {
    const said: string[] = [];
    await program.propose({
      env: { APP_REPOSITORY: APP, CONFIG_REPOSITORY: CONFIG, BRANCH: 'main' },
      patch,
      call: around(callInProcess({ codecommit: this.fake })),
      say: (text: string) => said.push(text),
    });
    return said.join('\n');
  }

  open(repositoryName: string): string[] {
    return this.call('ListPullRequests', { repositoryName, pullRequestStatus: 'OPEN' }).pullRequestIds;
  }

  target(pullRequestId: string): Input {
    return this.call('GetPullRequest', { pullRequestId }).pullRequest.pullRequestTargets[0];
  }

  branchOf(id: string): string {
    return this.target(id).sourceReference.replace('refs/heads/', '');
  }

  /** The change of a pull request: each path, and its new mode and text. */
  changeOf(id: string): Record<string, string | null> {
    const { repositoryName, mergeBase, sourceCommit } = this.target(id);
    const { differences } = this.call('GetDifferences', {
      repositoryName, beforeCommitSpecifier: mergeBase, afterCommitSpecifier: sourceCommit,
    });
    return Object.fromEntries(differences.map(({ beforeBlob, afterBlob }: Input) => {
      if (!afterBlob) {
        return [beforeBlob.path, null];
      }
      const { fileContent, fileMode } = this.call('GetFile', {
        repositoryName, commitSpecifier: sourceCommit, filePath: afterBlob.path,
      });
      return [afterBlob.path, `${fileMode} ${Buffer.from(fileContent, 'base64').toString()}`];
    }));
  }
}
