import type { ResolvedOptions } from '../../src/options/resolved-options';

/** What exists, by the facts of the tasks `pair:state`. */
export interface Existing {
  readonly app: Record<string, string>;
  readonly config: Record<string, string>;
  /** Paths that are changed and not committed, by repository folder. */
  readonly changed: Map<string, Set<string>>;
  readonly missingPackages: Set<string>;
}

export function nothing(): Existing {
  return {
    app: { repositories: 'none', pipeline: 'none', execution: 'none', git: 'unpushed' },
    config: { cluster: 'none', engine: 'no', connection: 'no', image: 'no', application: 'none', namespace: 'no', git: 'unpushed' },
    changed: new Map(),
    missingPackages: new Set(),
  };
}

/** The minutes that each task takes, and what exists after it. */
interface Effect {
  readonly minutes: number;
  /** What must exist before. */
  readonly requires?: (existing: Existing) => boolean;
  readonly change: (existing: Existing, options: ResolvedOptions, folder: string) => void;
  readonly prints?: readonly string[];
}

/** By repository and script. */
export const EFFECTS: Readonly<Record<string, Effect>> = {
  'app repos/deploy': { minutes: 1, change: ({ app }) => { app.repositories = 'current'; } },
  'app repos/push': {
    minutes: 0.1, requires: ({ app }) => app.repositories === 'current', change: ({ app }) => { app.git = 'same'; },
  },
  'config repos/push': {
    minutes: 0.1, requires: ({ app }) => app.repositories === 'current', change: ({ config }) => { config.git = 'same'; },
  },
  'app pipeline/deploy': {
    minutes: 4,
    requires: ({ app, config }) => app.git === 'same' && config.git === 'same',
    change: ({ app }) => { app.pipeline = 'current'; },
  },
  'app pipeline/wait': {
    minutes: 6,
    requires: ({ app }) => app.pipeline === 'current',
    change: ({ app, config }, { promotion }) => {
      app.execution = 'Succeeded';
      if (promotion === 'commit') {
        config.image = 'yes';
        config.git = 'behind';
      }
    },
  },
  'config promotion/wait': {
    minutes: 1, change: ({ config }) => { config.image = 'yes'; config.git = 'behind'; },
  },
  'config promote': { minutes: 0.1, change: ({ config }) => { config.image = 'yes'; } },
  'config cluster/create': { minutes: 15, change: ({ config }) => { config.cluster = 'ready'; } },
  'config cluster/connect': { minutes: 0.1, change: ({ config }) => { config.cluster = 'reachable'; } },
  'config cluster/check': { minutes: 0.1, change: () => {} },
  'config argocd/install': {
    minutes: 2, requires: ({ config }) => config.cluster !== 'none', change: ({ config }) => { config.engine = 'yes'; },
  },
  'config argocd/connect': {
    minutes: 0.5,
    requires: ({ config }) => config.engine === 'yes' && config.git !== 'unpushed',
    change: ({ config, changed }, { repoAuth }, folder) => {
      config.connection = 'yes';
      if (repoAuth === 'ssh') {
        changed.set(folder, new Set(['argocd/connection.yaml']));
      }
    },
  },
  'config flux/install': {
    minutes: 1, requires: ({ config }) => config.cluster !== 'none', change: ({ config }) => { config.engine = 'yes'; },
  },
  'config flux/connect': {
    minutes: 0.5,
    requires: ({ app, config }) => config.engine === 'yes' && app.repositories === 'current',
    change: ({ config }) => { config.connection = 'yes'; },
  },
  'config flux/disconnect': {
    minutes: 5, requires: ({ config }) => config.application === 'none', change: ({ config }) => { config.connection = 'no'; },
  },
  'config app/create': {
    minutes: 0.1,
    requires: ({ config }) => config.image === 'yes' && config.connection === 'yes' && config.git === 'same',
    change: ({ config }) => { config.application = 'applied'; config.namespace = 'yes'; },
  },
  'config app/sync': { minutes: 3, change: ({ config }) => { config.application = 'healthy'; } },
  'config app/status': { minutes: 3, change: ({ config }) => { config.application = 'healthy'; } },
  'config app/open': { minutes: 2, change: () => {}, prints: ['Waiting for the load balancer', 'http://shop.elb.example'] },
  'config app/delete': { minutes: 2, change: ({ config }) => { config.application = 'none'; config.namespace = 'no'; } },
  'config cluster/delete': {
    minutes: 10, requires: ({ config }) => config.application === 'none', change: ({ config }) => { config.cluster = 'none'; },
  },
  'app pipeline/delete': { minutes: 3, change: ({ app }) => { app.pipeline = 'none'; } },
  'app repos/delete': {
    minutes: 1, requires: ({ app }) => app.pipeline === 'none', change: ({ app }) => { app.repositories = 'none'; },
  },
};
