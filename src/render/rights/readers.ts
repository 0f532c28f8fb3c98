import type { Statement } from './statement';
import type { Context } from '../context';

/** The identity with which the GitOps engine reads the config repo: an IAM role, or the group of its users. */
export function readers({ engineName }: Context): Statement[] {
  return [{
    why: `Clone and fetch. ${engineName} never pushes.`,
    actions: ['codecommit:GitPull'],
    resources: ['newConfigRepository'],
  }];
}
