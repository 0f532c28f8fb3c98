import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { BusEvent } from './bus';
import { branchEvent, type Origin, pullRequestEvent, type PullRequestFacts } from './events';
import type { Handler } from '../api/front';

/**
 * Sends CodeCommit's events of a region to EventBridge: new and moved branches, opened and merged pull requests. It
 * omits deleted branches, tags, and new commits of an open pull request.
 */
export class RepositoryEvents {
  /** The branches of each repository at the latest events. */
  private readonly told = new Map<string, ReadonlyMap<string, string>>();

  /** @param folder the folder with the bare repositories */
  constructor(
    private readonly folder: string, private readonly origin: Origin, private readonly tell: (event: BusEvent) => void,
  ) {}

  /** Sends events for new and moved branches of a repository. */
  lookAt(repository: string): void {
    const before = this.told.get(repository);
    const branches = branchesIn(join(this.folder, repository));
    this.told.set(repository, branches);
    const changed = [...branches].filter(([name, commit]) => before?.get(name) !== commit);
    changed.forEach(([name, commit]) =>
      this.tell(branchEvent(repository, name, commit, before?.get(name), this.origin)),
    );
  }

  /** Wraps a handler of CodeCommit's API to also send the events of its calls. */
  toldOf(handler: Handler): Handler {
    return async (request, caller) => {
      const answer = await handler(request, caller);
      if (answer && /^(CreatePullRequest|MergePullRequestBy)/.test(request.operation)) {
        const facts = factsOf((answer as PullRequestAnswer).pullRequest);
        this.tell(
          pullRequestEvent(
            request.operation === 'CreatePullRequest' ? 'pullRequestCreated' : 'pullRequestMergeStatusUpdated', facts,
            this.origin,
          ),
        );
        this.lookAt(facts.repository);
      } else if (answer && /^Create(Commit|Branch)$/.test(request.operation)) {
        this.lookAt(request.input.repositoryName);
      }
      return answer;
    };
  }
}

interface PullRequestAnswer {
  readonly pullRequest: {
    readonly pullRequestId: string;
    readonly pullRequestTargets: readonly [
      Readonly<
        Record<
          'repositoryName' | 'sourceReference' | 'destinationReference' | 'sourceCommit' | 'destinationCommit',
          string
        >
      >,
    ];
  };
}

function factsOf({
  pullRequestId: id, pullRequestTargets: [target],
}: PullRequestAnswer['pullRequest']): PullRequestFacts {
  const { repositoryName: repository, sourceCommit, destinationCommit } = target;
  const [source, destination] = [target.sourceReference, target.destinationReference].map((reference) =>
    reference.replace('refs/heads/', ''),
  );
  return { repository, id, source, destination, sourceCommit, destinationCommit };
}

/** Commits by branch. Read synchronously, so that concurrent readers see the same state. */
function branchesIn(repository: string): Map<string, string> {
  const lines = execFileSync(
    'git',
    ['-C', repository, 'for-each-ref', '--format=%(objectname) %(refname:lstrip=2)', 'refs/heads'],
    { encoding: 'utf8' },
  );
  return new Map(
    lines
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [commit, name] = line.split(' ');
        return [name, commit];
      }),
  );
}
