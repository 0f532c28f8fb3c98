import { type AwsEvent, EVENTS } from './rules';
import type { PlacedStatement } from '../iam/policies';

/** The events that each CodeCommit action causes: the samples of `shop`, with the repository of the permission. */
const EFFECTS: ReadonlyArray<readonly [action: RegExp, events: readonly string[]]> = [
  [/:(CreateCommit|PutFile|DeleteFile|GitPush|MergeBranchesBy.*)$/, ['branch-updated']],
  [/:CreateBranch$/, ['branch-created']],
  [/:CreatePullRequest$/, ['pull-request-created']],
  [/:UpdatePullRequestStatus$/, ['pull-request-closed-without-merge']],
  [/:MergePullRequestBy.*$/, ['pull-request-merged', 'branch-updated']],
  [/:PostComment.*$/, ['pull-request-commented']],
];

/** The events of CodeCommit and ECR that a role with these statements can cause. */
export function eventsOf(policies: readonly PlacedStatement[]): AwsEvent[] {
  return policies
    .filter(({ statement }) => statement.effect === 'Allow')
    .flatMap(({ statement: { actions, resources, conditions } }) => {
      // Without a condition, the role can write to any branch, including the one that the pipeline builds.
      const branches = conditions.filter(({ key }) => key === 'codecommit:References').flatMap(({ values }) => values);
      return actions.flatMap((action) => [
        ...(action.startsWith('codecommit:') ? EFFECTS.filter(([pattern]) => pattern.test(action)) : []).flatMap(
          ([, names]) =>
            names.flatMap((name) =>
              resources.flatMap((arn) =>
                (branches.length > 0 ? branches : ['refs/heads/main']).map((branch) => sent(name, arn, branch)),
              ),
            ),
        ),
        ...(action === 'ecr:PutImage' ? [EVENTS['image-pushed'], EVENTS['image-scanned']] : []),
      ]);
    });
}

/** The event for another repository, and for another branch if it has one. */
function sent(name: string, repositoryArn: string, reference: string): AwsEvent {
  const event = EVENTS[name];
  const repository = repositoryArn.split(':').slice(-1)[0];
  const branch = reference.replace(/^refs\/heads\//, '').replace('*', 'something');
  const { repositoryName, repositoryNames, referenceName } = event.detail;
  return {
    ...event,
    resources: [repositoryArn],
    detail: {
      ...event.detail,
      ...(repositoryName === undefined ? {} : { repositoryName: repository }),
      ...(repositoryNames === undefined ? {} : { repositoryNames: [repository] }),
      ...(referenceName === undefined ? {} : { referenceName: branch, referenceFullName: `refs/heads/${branch}` }),
    },
  };
}
