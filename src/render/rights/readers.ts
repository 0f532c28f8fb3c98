import type { Statement } from './statement';
import type { Context } from '../context';

/** The IAM role, or the group of the IAM users, with which the GitOps engine reads the config repo. */
export function readers({ engineName }: Context): Statement[] {
  return [{
    why: `Clone and fetch. ${engineName} never pushes.`,
    actions: ['codecommit:GitPull'],
    resources: ['newConfigRepository'],
  }];
}
