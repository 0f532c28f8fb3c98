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
// What git-check-ref-format allows, roughly.
const BRANCH = /^(?!.*(\.\.|\/\/|@\{|\.lock$|\/$|\.$))[^\s~^:?*[\\/.][^\s~^:?*[\\]*$/;

/** The repositories of an account: one bare Git repository each, in one folder. */
export class Repositories {
  private readonly opened = new Map<string, GitRepository>();

  constructor(readonly folder: string, readonly place: Place) {}

  /** Where a repository is, for real git. */
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
      throw new ServiceError('InvalidRepositoryNameException', `${name} is no name of a repository.`);
    }
    if (this.names().includes(name)) {
      throw new ServiceError('RepositoryNameExistsException', `Repository named ${name} already exists`);
    }
    // One with this name may have been deleted.
    this.opened.delete(name);
    return this.open(name);
  }

  /** The repository that a request names. */
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

/** A name of a branch from a request, short or full, as its full reference. */
export function referenceOf(name: string): string {
  const short = name.replace(/^refs\/heads\//, '');
  if (!BRANCH.test(short)) {
    throw new ServiceError('InvalidBranchNameException', `${name} is no name of a branch.`);
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

/** A commit that a request names by its full ID. */
export function commitOf(
  repository: GitRepository, id: string, missing: string, invalid = 'InvalidCommitIdException',
): string {
  if (!COMMIT.test(id)) {
    throw new ServiceError(invalid, `${id} is no full id of a commit.`);
  }
  if (repository.read(id, 'commit') === undefined) {
    throw new ServiceError(missing, `${id} does not exist`);
  }
  return id;
}

/** Moves a branch; the service has this name for a failed compare-and-swap. */
export function moveBranch(repository: GitRepository, branch: string, from: string | undefined, to: string): void {
  try {
    repository.move(referenceOf(branch), from, to);
  } catch (error) {
    throw error instanceof ReferenceMoved
      ? new ServiceError('ConcurrentReferenceUpdateException', error.message)
      : error;
  }
}
