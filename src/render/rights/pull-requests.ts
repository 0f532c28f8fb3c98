import { startProject, writeLog } from './common';
import type { Statement } from './statement';

/** Builds of pull requests run code that is not reviewed yet. */
export function pullRequestBuild(): Statement[] {
  return [
    writeLog('pullRequestBuildLogs'),
    { why: 'Read the commit.', actions: ['codecommit:GitPull'], resources: ['appRepository'] },
  ];
}

/** Comments on pull requests. */
export function pullRequestReport(): Statement[] {
  return [
    writeLog('pullRequestReportLogs'),
    {
      why: 'Read the result of the build and its pull request.',
      actions: ['codebuild:BatchGetBuilds'],
      resources: ['pullRequestBuild'],
    },
    { why: 'Post the comment.', actions: ['codecommit:PostCommentForPullRequest'], resources: ['appRepository'] },
  ];
}

/** The rule that builds pull requests. */
export const pullRequestTrigger = () => [startProject('pullRequestBuild')];

/** The rule that reports on the builds. */
export const pullRequestReportTrigger = () => [startProject('pullRequestReport')];
