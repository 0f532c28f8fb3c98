import { type Step, task } from './step';
import { type Environment, environmentsOf } from '../environments/environments';
import { Promotion } from '../options/enums';
import type { ResolvedOptions } from '../options/resolved-options';

/**
 * The environments that have an image after the first execution of the pipeline, besides the first one, and are in its
 * cluster: until one waits for a review or a task, each gets the image of the one before it.
 */
function followers(options: ResolvedOptions): readonly Environment[] {
  const environments = environmentsOf(options);
  const end = environments.findIndex(({ promotion }) => promotion !== Promotion.COMMIT);
  return inFirstCluster(environments.slice(0, end < 0 ? environments.length : end));
}

/** The others in that cluster: they have no image yet. */
export function waiting(options: ResolvedOptions): readonly Environment[] {
  const following = followers(options);
  return inFirstCluster(environmentsOf(options))
    .filter(({ environment }) => following.every((other) => other.environment !== environment));
}

function inFirstCluster([first, ...others]: readonly Environment[]): Environment[] {
  return others.filter(({ clusterName }) => clusterName === first.clusterName);
}

/** The steps that bring up each of them, after the first environment. */
export function stepsOfFollowers(options: ResolvedOptions): Step[] {
  return followers(options).flatMap(applicationOf);
}

function applicationOf({ environment, syncPolicy }: Environment): Step[] {
  const flag = ['--env', environment];
  return [
    {
      id: `application-${environment}`,
      title: `create the application of ${environment}`,
      repo: 'config',
      commands: [task('app:create', ...flag)],
      needs: ['sync'],
      minutes: 0.2,
      facts: ['application'],
      environment,
      isDone: ({ application }) => application === 'applied' || application === 'healthy',
    },
    {
      id: `sync-${environment}`,
      title: `wait for healthy pods in ${environment}`,
      repo: 'config',
      commands: [syncPolicy === 'manual' ? task('app:sync', ...flag) : task('app:status', '--wait', ...flag)],
      needs: [`application-${environment}`],
      minutes: 4,
      facts: ['application'],
      environment,
      isDone: ({ application }) => application === 'healthy',
    },
  ];
}
