import { type AwsEvent, EVENTS } from './rules';
import type { PlacedStatement } from '../iam/policies';

/** What each action of CodeCommit makes AWS send: of events of `shop`, turned into events of the repository that it is allowed for. */
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
  return policies.filter(({ statement }) => statement.effect === 'Allow').flatMap(({ statement: { actions, resources, conditions } }) => {
    // Without a condition it may be any branch, and so the one that is built.
    const branches = conditions.filter(({ key }) => key === 'codecommit:References').flatMap(({ values }) => values);
    return actions.flatMap((action) => [
      ...(action.startsWith('codecommit:') ? EFFECTS.filter(([pattern]) => pattern.test(action)) : []).flatMap(([, names]) =>
        names.flatMap((name) => resources.flatMap((arn) => (branches.length > 0 ? branches : ['refs/heads/main']).map((branch) => sent(name, arn, branch))))),
      ...(action === 'ecr:PutImage' ? [EVENTS['image-pushed'], EVENTS['image-scanned']] : []),
    ]);
  });
}

/** An event of another repository, and of another branch where it is about one. */
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
