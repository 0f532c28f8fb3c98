import { PullRequests } from './pull-requests';
import { commitOf, Repositories } from './repositories';
import { Input, required } from './service';
import { ServiceError } from './service-error';

interface Comment {
  readonly input: Input;
  readonly commentId: string;
  readonly authorArn: string;
  readonly creationDate: number;
}

/** The operations on comments of pull requests. */
export class Comments {
  private readonly all: Comment[] = [];

  constructor(
    private readonly repositories: Repositories,
    private readonly pullRequests: PullRequests,
    private readonly now: () => Date,
  ) {}

  PostCommentForPullRequest(input: Input, accessKey?: string): object {
    const { repositoryName } = this.pullRequests.find(input);
    if (repositoryName !== input.repositoryName) {
      throw new ServiceError(
        'RepositoryNotAssociatedWithPullRequestException',
        `Pull request ${input.pullRequestId} is not in ${input.repositoryName}`,
      );
    }
    const repository = this.repositories.get(input);
    commitOf(repository, required(input, 'beforeCommitId', 'CommitIdRequiredException'), 'CommitDoesNotExistException');
    commitOf(repository, required(input, 'afterCommitId', 'CommitIdRequiredException'), 'CommitDoesNotExistException');
    if (input.beforeCommitId === input.afterCommitId) {
      throw new ServiceError('BeforeCommitIdAndAfterCommitIdAreSameException', 'The two commits must differ.');
    }
    required(input, 'content', 'CommentContentRequiredException');
    const comment = this.earlier(input) ?? this.add(input, accessKey);
    return { ...this.place(comment), comment: this.inner(comment) };
  }

  GetCommentsForPullRequest(input: Input): object {
    this.pullRequests.find(input);
    const found = this.all.filter((comment) => comment.input.pullRequestId === input.pullRequestId);
    return {
      commentsForPullRequestData: found.map((comment) => ({ ...this.place(comment), comments: [this.inner(comment)] })),
    };
  }

  // The same client request token marks a repeated request.
  private earlier(input: Input): Comment | undefined {
    const found = this.all.find(
      (comment) => input.clientRequestToken && comment.input.clientRequestToken === input.clientRequestToken,
    );
    if (found && JSON.stringify(found.input) !== JSON.stringify(input)) {
      throw new ServiceError('IdempotencyParameterMismatchException', 'The token was used for another request.');
    }
    return found;
  }

  private add(input: Input, accessKey = 'nobody'): Comment {
    const authorArn = `arn:aws:iam::${this.repositories.place.account}:user/${accessKey}`;
    const comment = {
      input, commentId: `comment-${this.all.length + 1}`, authorArn, creationDate: this.now().getTime() / 1000,
    };
    this.all.push(comment);
    return comment;
  }

  private inner({ input, ...comment }: Comment): object {
    const { content, clientRequestToken } = input;
    return { ...comment, content, clientRequestToken, lastModifiedDate: comment.creationDate, deleted: false };
  }

  private place({ input: { repositoryName, pullRequestId, beforeCommitId, afterCommitId } }: Comment): object {
    return { repositoryName, pullRequestId, beforeCommitId, afterCommitId };
  }
}
