import { checkEntries, MOST_BYTES } from './commit-limits';
import { readCommit, Signature, writeCommit } from './commits';
import { commitOf, moveBranch, referenceOf, Repositories, tipOf } from './repositories';
import { Input, page, required } from './service';
import { ServiceError } from './service-error';
import { type Entry, fileAt, filesOf, withFile } from './trees';

const MODES = { NORMAL: '100644', EXECUTABLE: '100755', SYMLINK: '120000' } as const;
type FileMode = keyof typeof MODES;

function modeOf(file: { readonly mode: string }): string {
  return Object.entries(MODES).find(([, mode]) => mode === file.mode)![0];
}

/** GetBlob and GetFile return no larger file. Source: the user guide, "Quotas", individual files. */
function checkSize(content: Buffer): void {
  if (content.length > MOST_BYTES) {
    throw new ServiceError('FileTooLargeException', `${content.length} bytes`);
  }
}

/** The operations on repositories, branches, commits and files. */
export class Files {
  /** By the names of the repositories. */
  private readonly descriptions = new Map<string, string>();
  /** By their ARNs. */
  private readonly tags = new Map<string, Readonly<Record<string, string>>>();

  constructor(private readonly repositories: Repositories, private readonly now: () => Date) {}

  CreateRepository(input: Input): object {
    const { repositoryName, repositoryDescription = '', tags = {} } = input;
    this.repositories.create(required(input, 'repositoryName', 'RepositoryNameRequiredException'));
    this.descriptions.set(repositoryName, repositoryDescription);
    this.tags.set(this.repositories.arn(repositoryName), tags);
    return this.GetRepository(input);
  }

  ListTagsForResource({ resourceArn }: Input): object {
    return { tags: this.tags.get(resourceArn) ?? {} };
  }

  TagResource({ resourceArn, tags }: Input): object {
    this.tags.set(resourceArn, { ...this.tags.get(resourceArn), ...tags });
    return {};
  }

  GetRepository(input: Input): object {
    const repository = this.repositories.get(input);
    const { repositoryName } = input;
    const head = repository.head();
    const { region, account } = this.repositories.place;
    return {
      repositoryMetadata: {
        accountId: account,
        repositoryName,
        ...this.descriptions.get(repositoryName) && { repositoryDescription: this.descriptions.get(repositoryName) },
        Arn: this.repositories.arn(repositoryName),
        cloneUrlHttp: `https://git-codecommit.${region}.amazonaws.com/v1/repos/${repositoryName}`,
        cloneUrlSsh: `ssh://git-codecommit.${region}.amazonaws.com/v1/repos/${repositoryName}`,
        ...repository.tip(head) && { defaultBranch: head.replace('refs/heads/', '') },
      },
    };
  }

  UpdateDefaultBranch(input: Input): object {
    const repository = this.repositories.get(input);
    const branch = required(input, 'defaultBranchName', 'BranchNameRequiredException');
    tipOf(repository, branch);
    repository.setHead(referenceOf(branch));
    return {};
  }

  ListRepositories(): object {
    return {
      repositories: this.repositories
        .names()
        .map((repositoryName) => ({ repositoryName, repositoryId: repositoryName })),
    };
  }

  GetBranch(input: Input): object {
    const branchName = required(input, 'branchName', 'BranchNameRequiredException');
    return { branch: { branchName, commitId: tipOf(this.repositories.get(input), branchName) } };
  }

  CreateBranch(input: Input): object {
    const repository = this.repositories.get(input);
    const branch = required(input, 'branchName', 'BranchNameRequiredException');
    const commit = commitOf(
      repository, required(input, 'commitId', 'CommitIdRequiredException'), 'CommitDoesNotExistException',
    );
    if (repository.tip(referenceOf(branch))) {
      throw new ServiceError('BranchNameExistsException', `${branch} exists already`);
    }
    moveBranch(repository, branch, undefined, commit);
    return {};
  }

  GetCommit(input: Input): object {
    const repository = this.repositories.get(input);
    const commitId = commitOf(
      repository, required(input, 'commitId', 'CommitIdRequiredException'), 'CommitIdDoesNotExistException',
    );
    const { tree, ...commit } = readCommit(repository, commitId)!;
    return { commit: { commitId, treeId: tree, ...commit, additionalData: '' } };
  }

  GetFile(input: Input): object {
    const repository = this.repositories.get(input);
    const filePath = required(input, 'filePath', 'PathRequiredException');
    const specifier: string = input.commitSpecifier ?? 'main';
    const commitId = repository.tip(referenceOf(specifier)) ?? specifier;
    const commit = /^[0-9a-f]{40}$/.test(commitId) ? readCommit(repository, commitId) : undefined;
    if (!commit) {
      throw new ServiceError('CommitDoesNotExistException', `${specifier} does not exist`);
    }
    const file = fileAt(repository, commit.tree, filePath);
    const content = file && repository.read(file.id, 'blob');
    if (!file || !content) {
      throw new ServiceError('FileDoesNotExistException', `${filePath} does not exist in ${commitId}`);
    }
    checkSize(content);
    return {
      commitId,
      blobId: file.id,
      filePath,
      fileMode: modeOf(file),
      fileSize: content.length,
      fileContent: content.toString('base64'),
    };
  }

  GetBlob(input: Input): object {
    const repository = this.repositories.get(input);
    const blobId = required(input, 'blobId', 'BlobIdRequiredException');
    if (!/^[0-9a-f]{40}$/.test(blobId)) {
      throw new ServiceError('InvalidBlobIdException', `${blobId} is not a full blob ID.`);
    }
    const content = repository.read(blobId, 'blob');
    if (!content) {
      throw new ServiceError('BlobIdDoesNotExistException', `${blobId} does not exist`);
    }
    checkSize(content);
    return { content: content.toString('base64') };
  }

  GetDifferences(input: Input): object {
    if (input.beforePath !== undefined || input.afterPath !== undefined) {
      throw new TypeError('The stand-in does not support beforePath and afterPath of GetDifferences.');
    }
    const repository = this.repositories.get(input);
    const at = (specifier: string) => {
      const commit = repository.tip(referenceOf(specifier)) ?? specifier;
      const tree = /^[0-9a-f]{40}$/.test(commit) ? readCommit(repository, commit)?.tree : undefined;
      if (!tree) {
        throw new ServiceError('CommitDoesNotExistException', `${specifier} does not exist`);
      }
      return filesOf(repository, tree);
    };
    const after = at(required(input, 'afterCommitSpecifier', 'CommitRequiredException'));
    const { beforeCommitSpecifier: start } = input;
    const before = start === undefined ? new Map<string, Entry>() : at(start);
    const blobOf = (files: ReadonlyMap<string, Entry>, path: string) => {
      const file = files.get(path);
      return file && { blobId: file.id, path, mode: file.mode };
    };
    const all = [...new Set([...before.keys(), ...after.keys()])].sort()
      .map((path) => ({ beforeBlob: blobOf(before, path), afterBlob: blobOf(after, path) }))
      .filter(({ beforeBlob: one, afterBlob: other }) => one?.blobId !== other?.blobId || one?.mode !== other?.mode)
      .map(({ beforeBlob, afterBlob }) => ({
        ...beforeBlob && { beforeBlob },
        ...afterBlob && { afterBlob },
        changeType: !beforeBlob ? 'A' : !afterBlob ? 'D' : 'M',
      }));
    const { items, nextToken } = page(all, { nextToken: input.NextToken, maxResults: input.MaxResults }, 100);
    return { differences: items, ...nextToken && { NextToken: nextToken } };
  }

  CreateCommit(input: Input, accessKey?: string): object {
    const repository = this.repositories.get(input);
    const branch = required(input, 'branchName', 'BranchNameRequiredException');
    const parent = this.parentOf(input, branch);
    const before = parent && readCommit(repository, parent)!.tree;
    checkEntries(input, before ? [...filesOf(repository, before).keys()] : []);

    let tree = before;
    const [filesAdded, filesUpdated, filesDeleted]: object[][] = [[], [], []];
    for (const { filePath, fileMode = 'NORMAL', fileContent = '' } of input.putFiles ?? []) {
      const id = repository.write('blob', Buffer.from(fileContent, 'base64'));
      (tree && fileAt(repository, tree, filePath) ? filesUpdated : filesAdded).push({
        absolutePath: filePath, blobId: id, fileMode,
      });
      tree = withFile(repository, tree, filePath, { mode: MODES[fileMode as FileMode], id });
    }
    for (const { filePath } of input.deleteFiles ?? []) {
      const file = tree && fileAt(repository, tree, filePath);
      if (!file) {
        throw new ServiceError('FileDoesNotExistException', `${filePath} does not exist`);
      }
      filesDeleted.push({ absolutePath: filePath, blobId: file.id, fileMode: modeOf(file) });
      tree = withFile(repository, tree, filePath, undefined);
    }
    if (tree === undefined || tree === before) {
      throw new ServiceError('NoChangeException', 'The commit would change nothing.');
    }

    const author = this.signature(input, accessKey);
    const message: string = input.commitMessage ?? '';
    const commitId = writeCommit(repository, {
      tree, parents: parent ? [parent] : [], author, committer: author, message,
    });
    moveBranch(repository, branch, parent, commitId);
    return { commitId, treeId: tree, filesAdded, filesUpdated, filesDeleted };
  }

  /** The compare of compare-and-swap. */
  protected parentOf(input: Input, branch: string): string | undefined {
    const repository = this.repositories.get(input);
    const tip = repository.tip(referenceOf(branch));
    if (tip === undefined && repository.isEmpty()) {
      return undefined;
    }
    tipOf(repository, branch);
    const parent = required(input, 'parentCommitId', 'ParentCommitIdRequiredException');
    commitOf(repository, parent, 'ParentCommitDoesNotExistException', 'InvalidParentCommitIdException');
    if (parent !== tip) {
      throw new ServiceError(
        'ParentCommitIdOutdatedException', `${parent} is not the tip of ${branch}; that is ${tip}`,
      );
    }
    return tip;
  }

  private signature({ authorName, email }: Input, accessKey = 'nobody'): Signature {
    return {
      name: authorName ?? accessKey, email: email ?? '', date: `${Math.floor(this.now().getTime() / 1000)} +0000`,
    };
  }
}
