import type { Pair } from './pair';
import type { Environment } from '../../../src/environments/environments';
import type { PullRequestFacts } from '../../aws-stand-in';

/** Opens a pull request with another color. */
export async function openPullRequest(pair: Pair): Promise<PullRequestFacts> {
  const destinationCommit = await pair.head('app');
  await pair.well('app', 'git', 'checkout', '--quiet', '-b', 'color');
  pair.change('app', 'server.js', '\'deepskyblue\'', '\'lightskyblue\'');
  const sourceCommit = await pair.commit('app', 'Another color');
  await pair.well('app', 'git', 'push', '--quiet', 'origin', 'color');
  const targets = `repositoryName=${pair.name},sourceReference=color,destinationReference=${pair.branch}`;
  const { pullRequest } = await pair.aws(
    'codecommit', 'create-pull-request', '--title', 'Another color', '--targets', targets,
  );
  return {
    repository: pair.name,
    id: pullRequest.pullRequestId,
    source: 'color',
    destination: pair.branch,
    sourceCommit,
    destinationCommit,
  };
}

/** Does a person's part in the promotion to one environment: merges its pull request, runs the task, or nothing. */
export async function promoteTo(pair: Pair, { promotion, environment }: Environment): Promise<void> {
  if (promotion === 'pull-request') {
    const where = ['--repository-name', pair.configName];
    const { pullRequestIds } = await pair.aws(
      'codecommit', 'list-pull-requests', ...where, '--pull-request-status', 'OPEN',
    );
    expect(pullRequestIds).toHaveLength(1);
    await pair.aws(
      'codecommit', 'merge-pull-request-by-fast-forward', '--pull-request-id', pullRequestIds[0], ...where,
    );
  } else if (promotion === 'manual') {
    await pair.task('config', 'promote', ...pair.environments.length > 1 ? ['--to', environment] : []);
  }
}

/** The images of environments in the config repo. */
export async function imagesOf(pair: Pair, environments: readonly Environment[]): Promise<string[]> {
  const images: string[] = [];
  // One after the other: both would pull into the same working copy.
  for (const environment of environments) {
    images.push(await pair.promotedImage(environment));
  }
  return images;
}
