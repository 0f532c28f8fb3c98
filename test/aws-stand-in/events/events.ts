import type { BusEvent } from './bus';
import type { Build } from '../codebuild/build';
import type { Execution } from '../pipeline/pipelines';

/** The origin of events. */
export interface Origin {
  readonly region: string;
  readonly account: string;
}

/** A pull request in its events. */
export interface PullRequestFacts {
  readonly repository: string;
  readonly id: string;
  readonly source: string;
  readonly destination: string;
  readonly sourceCommit: string;
  readonly destinationCommit: string;
}

/** CodeCommit's event for an opened, changed or merged pull request: the recorded event with other names. */
export function pullRequestEvent(
  event: 'pullRequestCreated' | 'pullRequestMergeStatusUpdated' | 'pullRequestSourceBranchUpdated',
  pr: PullRequestFacts, origin: Origin,
): BusEvent {
  const merged = event === 'pullRequestMergeStatusUpdated';
  return envelope(
    'aws.codecommit',
    'CodeCommit Pull Request State Change',
    [repositoryArn(pr.repository, origin)],
    origin,
    {
      author: `arn:aws:iam::${origin.account}:user/developer`,
      callerUserArn: `arn:aws:iam::${origin.account}:user/developer`,
      creationDate: 'Sun Nov 22 10:00:00 UTC 2026',
      destinationCommit: pr.destinationCommit,
      destinationReference: `refs/heads/${pr.destination}`,
      event,
      isMerged: merged ? 'True' : 'False',
      ...(merged && { mergeOption: 'FAST_FORWARD_MERGE' }),
      lastModifiedDate: 'Sun Nov 22 10:05:00 UTC 2026',
      notificationBody: `A pull request event occurred in the following AWS CodeCommit repository: ${pr.repository}.`,
      pullRequestId: pr.id,
      pullRequestStatus: merged ? 'Closed' : 'Open',
      repositoryNames: [pr.repository],
      revisionId: '6f3f4e0a8e3a4c0f',
      sourceCommit: pr.sourceCommit,
      sourceReference: `refs/heads/${pr.source}`,
      title: 'Another color',
    },
  );
}

/** CodeCommit's event for a created or moved branch. */
export function branchEvent(
  repository: string, branch: string, commitId: string, oldCommitId: string | undefined, origin: Origin,
): BusEvent {
  return envelope('aws.codecommit', 'CodeCommit Repository State Change', [repositoryArn(repository, origin)], origin, {
    callerUserArn: `arn:aws:iam::${origin.account}:user/developer`,
    commitId,
    event: oldCommitId ? 'referenceUpdated' : 'referenceCreated',
    ...oldCommitId && { oldCommitId },
    referenceFullName: `refs/heads/${branch}`,
    referenceName: branch,
    referenceType: 'branch',
    repositoryId: '12345678-1234-5678-abcd-12345678abcd',
    repositoryName: repository,
  });
}

/** CodeBuild's event for a completed build. */
export function buildEvent({ arn, project, status }: Build, origin: Origin): BusEvent {
  return envelope('aws.codebuild', 'CodeBuild Build State Change', [arn], origin, {
    'build-id': arn,
    'build-status': status,
    'current-phase': 'COMPLETED',
    'project-name': project,
    'version': '1',
  });
}

/** CodePipeline's event for a completed execution. */
export function executionEvent({ id, pipeline, status }: Execution, origin: Origin): BusEvent {
  return envelope(
    'aws.codepipeline',
    'CodePipeline Pipeline Execution State Change',
    [`arn:aws:codepipeline:${origin.region}:${origin.account}:${pipeline}`],
    origin,
    {
      'execution-id': id, pipeline, 'state': status.toUpperCase(), 'version': 1,
    },
  );
}

function envelope(
  source: string,
  type: string,
  resources: readonly string[],
  { account, region }: Origin,
  detail: BusEvent['detail'],
): BusEvent {
  const always = { version: '0', id: '01234567-0123-0123-0123-012345678901', time: '2026-11-22T10:05:00Z' };
  return { ...always, 'detail-type': type, source, account, region, resources, detail } as BusEvent;
}

function repositoryArn(repository: string, { account, region }: Origin): string {
  return `arn:aws:codecommit:${region}:${account}:${repository}`;
}
