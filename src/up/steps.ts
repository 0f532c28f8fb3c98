import { ENGINES } from './engine';
import { stepsOfFollowers } from './followers';
import { ofLayout } from './one-repository';
import { type Step, type Written, task } from './step';
import { clustersOf } from '../environments/clusters';
import { Layout } from '../options/enums';
import type { PairRepo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import { repoName } from '../project/sibling';

/** The caller's wishes that change a step. */
export interface Wishes {
  /** Create a cluster whose API only the VPC can reach. */
  readonly isPrivate?: boolean;
}

/** Every step from an empty account to the page, in the order of the README. */
export function upSteps(given: ResolvedOptions, wishes: Wishes = {}): readonly Step[] {
  const options = withFirstEnvironment(given);
  const engine = ENGINES[options.engine](options);
  return ofLayout(options, [
    packages('app', options),
    packages('config', options),
    {
      id: 'repositories',
      title: 'create both CodeCommit repositories',
      repo: 'app',
      commands: [task('repos:deploy')],
      needs: ['packages-app'],
      minutes: 1.5,
      facts: ['repositories'],
      isDone: ({ repositories }) => repositories === 'current',
    },
    push('app', ['repositories'], {
      paths: [...lockFiles(options).paths, ...options.iac === 'terraform' ? ['infra/.terraform.lock.hcl'] : []],
      message: options.iac === 'terraform' ? 'chore: add the lock files' : 'chore: add the lock file',
    }),
    push('config', ['repositories', 'packages-config'], {
      paths: [...lockFiles(options).paths, ...clusterFiles(given)],
      message: 'chore: add files of the setup',
    }),
    {
      id: 'pipeline',
      title: 'create the image registry and the pipeline',
      repo: 'app',
      commands: [task('pipeline:deploy')],
      // Its first run reads the one repository and writes to the other.
      needs: ['push-app', 'push-config'],
      minutes: 4,
      facts: ['pipeline'],
      isDone: ({ pipeline }) => pipeline === 'current',
    },
    {
      id: 'build',
      title: `wait for the pipeline: build${options.scanGate === 'none' ? '' : ', scan'}${options.promotion === 'manual' ? '' : ', promote'}`,
      repo: 'app',
      commands: [task('pipeline:wait')],
      needs: ['pipeline'],
      minutes: 6,
      facts: ['execution'],
      isDone: ({ execution }) => execution === 'Succeeded',
    },
    cluster(options, wishes),
    {
      id: 'check',
      title: 'check the cluster for what the application requires',
      repo: 'config',
      commands: [task('cluster:check')],
      needs: ['cluster'],
      minutes: 0.5,
      facts: ['cluster'],
      isDone: (facts) => facts.cluster === 'ready',
      // No task changes an existing cluster, and the application may run without network policies.
      mayFail: true,
    },
    ...engine.steps,
    ...promotionAndPublication(options, [...engine.written, ...clusterFiles(given)], engine.steps[engine.steps.length - 1]?.id ?? 'cluster'),
    {
      id: 'application',
      title: 'create the application',
      repo: 'config',
      commands: [task('app:create')],
      needs: ['promotion', 'publish', 'check'],
      minutes: 0.2,
      facts: ['application'],
      isDone: ({ application }) => application === 'applied' || application === 'healthy',
    },
    {
      id: 'sync',
      title: 'wait for healthy pods',
      repo: 'config',
      commands: [options.syncPolicy === 'manual' ? task('app:sync') : task('app:status', '--wait')],
      needs: ['application'],
      minutes: 4,
      facts: ['application'],
      isDone: ({ application }) => application === 'healthy',
    },
    ...stepsOfFollowers(given),
    ...hasPage(options) ? [page()] : [],
  ]);
}

/** The answers of the first environment: images reach the others only after it. */
function withFirstEnvironment(options: ResolvedOptions): ResolvedOptions {
  const [first] = options.environments;
  if (first === undefined) {
    return options;
  }
  // The region of its cluster is not that of the pair.
  const { name: environment, region: _, ...answers } = first;
  return { ...options, ...answers, environment };
}

/** The eksctl configurations, into which the run writes an address. */
function clusterFiles(options: ResolvedOptions): string[] {
  return clustersOf(options).map(({ clusterFile }) => clusterFile);
}

/** The tasks that bring up a cluster with its engine, as users type them. */
export function clusterTasks(options: ResolvedOptions): readonly string[] {
  const wanted = ['cluster', 'check', ...ENGINES[options.engine](options).steps.map(({ id }) => id)];
  return upSteps(options).filter(({ id }) => wanted.includes(id))
    .flatMap(({ commands }) => commands.map(({ shown }) => shown));
}

/** Whether a browser on this machine can reach the page without more. */
export function hasPage(options: ResolvedOptions): boolean {
  const { serviceType, loadBalancerScheme } = withFirstEnvironment(options);
  return serviceType === 'LoadBalancer' && loadBalancerScheme === 'internet-facing';
}

function packages(repo: PairRepo, options: ResolvedOptions): Step {
  const { repair } = factsOf(options.packageManager);
  return {
    id: `packages-${repo}`,
    title: `install the packages of ${repoName(repo, options)}`,
    repo,
    commands: [{ shown: repair, argv: repair.split(' ') }],
    needs: [],
    minutes: 0.5,
    facts: ['packages'],
    isDone: (facts) => facts.packages === 'installed',
  };
}

function lockFiles({ packageManager }: ResolvedOptions): Written {
  const { lockFile, settingsFile } = factsOf(packageManager);
  return { paths: [lockFile, ...settingsFile ? [settingsFile] : []], message: 'chore: add the lock file' };
}

function push(repo: PairRepo, needs: readonly string[], written: Written): Step {
  return {
    id: `push-${repo}`,
    title: `push the ${repo} repo`,
    repo,
    commands: [task('repos:push', '--pull')],
    needs,
    minutes: 0.2,
    facts: ['git', 'written'],
    isDone: ({ git, written: state }) => git !== undefined && ['same', 'behind'].includes(git) && state === 'committed',
    written,
  };
}

function cluster({ cluster: which, clusterName }: ResolvedOptions, { isPrivate }: Wishes): Step {
  return which === 'create'
    ? {
      id: 'cluster',
      title: `create the EKS cluster ${clusterName}`,
      repo: 'config',
      commands: [task('cluster:create', ...isPrivate ? ['--private'] : [])],
      // A missing permission or a name that is taken appears in the first minute, before the cluster costs money.
      needs: ['repositories', 'packages-config'],
      minutes: 16,
      facts: ['cluster'],
      isDone: (facts) => facts.cluster === 'ready',
    }
    : {
      id: 'cluster',
      title: `connect kubectl to the EKS cluster ${clusterName}`,
      repo: 'config',
      commands: [task('cluster:connect')],
      needs: ['packages-config'],
      minutes: 0.2,
      facts: ['cluster'],
      isDone: (facts) => facts.cluster === 'ready' || facts.cluster === 'reachable',
    };
}

/**
 * `promote` needs a branch without uncommitted changes and pushes, so the files of the tasks are published before it.
 * With another promotion, the image comes from the pipeline and is pulled with them.
 */
function promotionAndPublication(
  { promotion, packageManager, layout, environment }: ResolvedOptions,
  paths: readonly string[],
  last: string,
): Step[] {
  const isManual = promotion === 'manual';
  const titles = {
    'manual': 'promote the image',
    'commit': layout === Layout.SINGLE ? `wait for the image on deploy/${environment}` : 'wait for the digest in the config repo',
    'pull-request': 'wait until you have merged the pull request of the pipeline',
  };
  const promote: Step = {
    id: 'promotion',
    title: titles[promotion],
    repo: 'config',
    commands: [task(isManual ? 'promote' : 'promotion:wait')],
    needs: ['build', isManual ? 'publish' : 'push-config'],
    minutes: promotion === 'pull-request' ? 2 : 0.2,
    facts: ['image'],
    isDone: ({ image }) => image === 'yes',
  };
  const publish: Step = {
    ...push('config', [last, ...isManual ? [] : ['promotion']], {
      paths: [...paths, factsOf(packageManager).lockFile],
      message: 'chore: connect the cluster',
    }),
    id: 'publish',
    title: 'commit what the tasks wrote, and pull',
    // The task for differences compares the cluster with this working copy.
    isDone: ({ git, written }) => git === 'same' && written === 'committed',
  };
  return isManual ? [publish, promote] : [promote, publish];
}

function page(): Step {
  return {
    id: 'page',
    title: 'wait until the page answers',
    repo: 'config',
    commands: [task('app:open')],
    needs: ['sync'],
    minutes: 3,
    facts: [],
    isDone: () => false,
  };
}
