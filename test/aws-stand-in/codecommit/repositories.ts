import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository, ReferenceMoved } from './git-repository';
import { Input, required } from './service';
import { ServiceError } from './service-error';

export interface Place {
  readonly region: string;
  readonly account: string;
}

const NAME = /^(?!\.+$)[\w.-]{1,100}$/;
const COMMIT = /^[0-9a-f]{40}$/;
// Approximates git-check-ref-format.
const BRANCH = /^(?!.*(\.\.|\/\/|@\{|\.lock$|\/$|\.$))[^\s~^:?*[\\/.][^\s~^:?*[\\]*$/;

/** The repositories of an account: one bare Git repository each, in one folder. */
export class Repositories {
  private readonly opened = new Map<string, GitRepository>();

  constructor(readonly folder: string, readonly place: Place) {}

  /** The folder of a repository. */
  path(name: string): string {
    return join(this.folder, name);
  }

  arn(name: string): string {
    return `arn:aws:codecommit:${this.place.region}:${this.place.account}:${name}`;
  }

  names(): string[] {
    return readdirSync(this.folder).filter((name) => existsSync(join(this.path(name), 'HEAD'))).sort();
  }

  create(name: string): GitRepository {
    if (!NAME.test(name) || name.endsWith('.git')) {
      throw new ServiceError('InvalidRepositoryNameException', `${name} is not a valid repository name.`);
    }
    if (this.names().includes(name)) {
      throw new ServiceError('RepositoryNameExistsException', `Repository named ${name} already exists`);
    }
    // One with this name may have been deleted.
    this.opened.delete(name);
    return this.open(name);
  }

  /** The repository of a request. */
  get(input: Input): GitRepository {
    const name = required(input, 'repositoryName', 'RepositoryNameRequiredException');
    if (!this.opened.has(name) && (!NAME.test(name) || !existsSync(join(this.path(name), 'HEAD')))) {
      throw new ServiceError('RepositoryDoesNotExistException', `${name} does not exist`);
    }
    return this.open(name);
  }

  private open(name: string): GitRepository {
    const repository = this.opened.get(name) ?? GitRepository.at(this.path(name), 'main');
    this.opened.set(name, repository);
    return repository;
  }
}

/** The full reference of a branch name in a request, which may be short or full. */
export function referenceOf(name: string): string {
  const short = name.replace(/^refs\/heads\//, '');
  if (!BRANCH.test(short)) {
    throw new ServiceError('InvalidBranchNameException', `${name} is not a valid branch name.`);
  }
  return `refs/heads/${short}`;
}

/** The commit at the tip of a branch. */
export function tipOf(repository: GitRepository, branch: string): string {
  const tip = repository.tip(referenceOf(branch));
  if (tip === undefined) {
    throw new ServiceError('BranchDoesNotExistException', `${branch} does not exist`);
  }
  return tip;
}

/** Checks the full commit ID of a request. */
export function commitOf(
  repository: GitRepository, id: string, missing: string, invalid = 'InvalidCommitIdException',
): string {
  if (!COMMIT.test(id)) {
    throw new ServiceError(invalid, `${id} is not a full commit ID.`);
  }
  if (repository.read(id, 'commit') === undefined) {
    throw new ServiceError(missing, `${id} does not exist`);
  }
  return id;
}

/** Moves a branch. Throws the service's error for a failed compare-and-swap. */
export function moveBranch(repository: GitRepository, branch: string, from: string | undefined, to: string): void {
  try {
    repository.move(referenceOf(branch), from, to);
  } catch (error) {
    throw error instanceof ReferenceMoved
      ? new ServiceError('ConcurrentReferenceUpdateException', error.message)
      : error;
  }
}
