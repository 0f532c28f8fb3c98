import { Comments } from './comments';
import { Files } from './files';
import { PullRequests } from './pull-requests';
import { Repositories } from './repositories';
import { Input, OnRequest, Service } from './service';
import { ServiceError } from './service-error';
import { answeredByModel } from '../service-model';

export interface CodeCommitOptions {
  readonly folder: string;
  readonly region?: string;
  readonly account?: string;
  readonly now?: () => Date;
  readonly onRequest?: OnRequest;
}

/** A fake CodeCommit over real bare Git repositories in a folder. Real git can push to them concurrently. */
export class FakeCodeCommit implements Service {
  readonly target = 'CodeCommit_20150413';
  readonly repositories: Repositories;
  private readonly pullRequests: PullRequests;
  private readonly parts: readonly object[];
  private readonly onRequest: OnRequest;

  constructor({
    folder,
    region = 'us-east-1',
    account = '111122223333',
    now = () => new Date(),
    onRequest = () => undefined,
  }: CodeCommitOptions) {
    this.repositories = new Repositories(folder, { region, account });
    this.pullRequests = new PullRequests(this.repositories, now);
    this.parts = [
      new Files(this.repositories, now), this.pullRequests, new Comments(this.repositories, this.pullRequests, now),
    ];
    this.onRequest = onRequest;
  }

  /** Runs an operation. Throws a ServiceError if the service would return it. */
  answer(operation: string, input: Input, accessKey?: string): object {
    // Only the names of operations start with a capital letter.
    const part = this.parts.find((one) => /^[A-Z]/.test(operation) && operation in one) as Record<
      string,
      (input: Input, accessKey?: string) => object
    >;
    if (!part) {
      throw new ServiceError('UnknownOperationException', `This fake knows no ${operation}.`);
    }
    this.onRequest(`codecommit:${operation}`, this.resourceOf(input), accessKey, this.referencesOf(operation, input));
    return answeredByModel('codecommit', operation, input, () => part[operation](input, accessKey));
  }

  private resourceOf(input: Input): string {
    const name =
      input.repositoryName ??
      input.targets?.[0]?.repositoryName ??
      (input.pullRequestId && this.pullRequests.find(input).repositoryName);
    return name ? this.repositories.arn(name) : '*';
  }

  /** The value of the condition key codecommit:References: the target branch, for operations with that key. */
  private referencesOf(operation: string, input: Input): string[] {
    if (operation === 'CreateBranch' || operation === 'CreateCommit') {
      return [`refs/heads/${input.branchName}`];
    }
    return operation.startsWith('MergePullRequest') ? [this.pullRequests.find(input).destinationReference] : [];
  }
}
