import { mergeBase } from './commits';
import { merge, MergeOption } from './merges';
import { moveBranch, referenceOf, Repositories, tipOf } from './repositories';
import { Input, page, required } from './service';
import { ServiceError } from './service-error';

interface PullRequest {
  readonly pullRequestId: string;
  readonly title: string;
  readonly description?: string;
  readonly clientRequestToken?: string;
  readonly repositoryName: string;
  readonly sourceReference: string;
  readonly destinationReference: string;
  readonly authorArn: string;
  readonly creationDate: number;
  status: 'OPEN' | 'CLOSED';
  /** The tips at its closing. */
  closedAt?: { sourceCommit: string; destinationCommit: string };
  mergedAs?: { mergeOption: MergeOption; mergeCommitId: string };
}

/** The operations on pull requests. */
export class PullRequests {
  private readonly all = new Map<string, PullRequest>();

  constructor(private readonly repositories: Repositories, private readonly now: () => Date) {}

  CreatePullRequest(input: Input, accessKey?: string): object {
    const [target] = input.targets;
    const repository = this.repositories.get(target);
    const [sourceReference, destinationReference] = [target.sourceReference, target.destinationReference ?? 'main'].map(
      referenceOf,
    );
    if (sourceReference === destinationReference) {
      throw new ServiceError('SourceAndDestinationAreSameException', 'The branches of a pull request must be two.');
    }
    for (const reference of [sourceReference, destinationReference]) {
      if (!repository.tip(reference)) {
        throw new ServiceError('ReferenceDoesNotExistException', `${reference} does not exist`);
      }
    }
    const request: PullRequest = {
      pullRequestId: String(this.all.size + 1),
      title: required(input, 'title', 'TitleRequiredException'),
      description: input.description,
      clientRequestToken: input.clientRequestToken,
      repositoryName: target.repositoryName,
      sourceReference,
      destinationReference,
      authorArn: `arn:aws:iam::${this.repositories.place.account}:user/${accessKey ?? 'nobody'}`,
      creationDate: this.now().getTime() / 1000,
      status: 'OPEN',
    };
    this.all.set(request.pullRequestId, request);
    return this.shown(request);
  }

  GetPullRequest(input: Input): object {
    return this.shown(this.find(input));
  }

  ListPullRequests(input: Input): object {
    this.repositories.get(input);
    const found = [...this.all.values()].reverse().filter(({ repositoryName, status }) =>
      repositoryName === input.repositoryName && status === (input.pullRequestStatus ?? status));
    const { items, ...rest } = page(found, input, 25);
    return { pullRequestIds: items.map(({ pullRequestId }) => pullRequestId), ...rest };
  }

  UpdatePullRequestStatus(input: Input): object {
    const request = this.find(input);
    if (request.status === 'CLOSED' || input.pullRequestStatus !== 'CLOSED') {
      throw new ServiceError(
        'InvalidPullRequestStatusUpdateException', 'A pull request can only go from open to closed.',
      );
    }
    this.close(request);
    return this.shown(request);
  }

  MergePullRequestByFastForward(input: Input): object {
    return this.merge(input, 'FAST_FORWARD_MERGE');
  }

  MergePullRequestBySquash(input: Input): object {
    return this.merge(input, 'SQUASH_MERGE');
  }

  MergePullRequestByThreeWay(input: Input): object {
    return this.merge(input, 'THREE_WAY_MERGE');
  }

  /** The pull request of a request. */
  find(input: Input): PullRequest {
    const id = required(input, 'pullRequestId', 'PullRequestIdRequiredException');
    const found = this.all.get(id);
    if (!found) {
      throw new ServiceError('PullRequestDoesNotExistException', `Pull request ${id} does not exist`);
    }
    return found;
  }

  private merge(input: Input, option: MergeOption): object {
    const request = this.find(input);
    const repository = this.repositories.get(request);
    if (request.status === 'CLOSED') {
      throw new ServiceError('PullRequestAlreadyClosedException', `Pull request ${request.pullRequestId} is closed`);
    }
    const { sourceCommit, destinationCommit } = this.tips(request);
    if (input.sourceCommitId && input.sourceCommitId !== sourceCommit) {
      throw new ServiceError(
        'TipOfSourceReferenceIsDifferentException', `${request.sourceReference} is at ${sourceCommit}`,
      );
    }
    const author = {
      name: input.authorName ?? 'nobody',
      email: input.email ?? '',
      date: `${Math.floor(this.now().getTime() / 1000)} +0000`,
    };
    const message = input.commitMessage ?? `Merge pull request ${request.pullRequestId}: ${request.title}\n`;
    const merged = merge(repository, destinationCommit, sourceCommit, option, author, message);
    moveBranch(repository, request.destinationReference, destinationCommit, merged);
    this.close(request);
    request.mergedAs = { mergeOption: option, mergeCommitId: merged };
    return this.shown(request);
  }

  private close(request: PullRequest): void {
    request.closedAt = this.tips(request);
    request.status = 'CLOSED';
  }

  private tips(request: PullRequest): { sourceCommit: string; destinationCommit: string } {
    const repository = this.repositories.get(request);
    return {
      sourceCommit: tipOf(repository, request.sourceReference),
      destinationCommit: tipOf(repository, request.destinationReference),
    };
  }

  private shown(request: PullRequest): object {
    const { status, closedAt, mergedAs, repositoryName, sourceReference, destinationReference, ...rest } = request;
    const tips = closedAt ?? this.tips(request);
    const target = {
      repositoryName,
      sourceReference,
      destinationReference,
      ...tips,
      mergeBase: mergeBase(this.repositories.get(request), tips.destinationCommit, tips.sourceCommit),
      mergeMetadata: { isMerged: mergedAs !== undefined, ...mergedAs },
    };
    return {
      pullRequest: {
        ...rest, lastActivityDate: rest.creationDate, pullRequestStatus: status, pullRequestTargets: [target],
      },
    };
  }
}
