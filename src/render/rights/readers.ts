import type { Statement } from './statement';

/** The group of the users as which Argo CD reads the config repo. */
export function readers(): Statement[] {
  return [{
    why: 'To clone and to fetch. Argo CD never pushes.',
    actions: ['codecommit:GitPull'],
    resources: ['newConfigRepository'],
  }];
}
