import type { Statement } from './statement';

/** The group of the IAM users with which Argo CD reads the config repo. */
export function readers(): Statement[] {
  return [{
    why: 'Clone and fetch. Argo CD never pushes.',
    actions: ['codecommit:GitPull'],
    resources: ['newConfigRepository'],
  }];
}
