import { writeLog } from './common';
import type { ResourceName, Statement } from './statement';

/** Builds of pull requests run code that has not been reviewed. */
export function pullRequestBuild(): Statement[] {
  return [
    writeLog('pullRequestBuildLogs'),
    { why: 'To fetch the commit.', actions: ['codecommit:GitPull'], resources: ['appRepository'] },
  ];
}

/** Comments on pull requests. */
export function pullRequestReport(): Statement[] {
  return [
    writeLog('pullRequestReportLogs'),
    {
      why: 'To see how the build went, and which pull request it was for.',
      actions: ['codebuild:BatchGetBuilds'],
      resources: ['pullRequestBuild'],
    },
    { why: 'To write the comment.', actions: ['codecommit:PostCommentForPullRequest'], resources: ['appRepository'] },
  ];
}

/** The rule that builds pull requests. */
export const pullRequestTrigger = () => [start('pullRequestBuild')];

/** The rule that reports on the builds. */
export const pullRequestReportTrigger = () => [start('pullRequestReport')];

function start(project: ResourceName): Statement {
  return { why: 'To start this one project.', actions: ['codebuild:StartBuild'], resources: [project] };
}
