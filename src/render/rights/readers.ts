import type { Statement } from './statement';

/** The identity with which the GitOps engine reads the config repo: an IAM role, or the group of its users. */
export function readers(): Statement[] {
  return [{
    why: 'Clone and fetch. Argo CD never pushes.',
    actions: ['codecommit:GitPull'],
    resources: ['newConfigRepository'],
  }];
}
