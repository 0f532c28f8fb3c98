import { GitOpsEngine } from '../options/enums';
import type { ResolvedOptions } from '../options/resolved-options';

const ENGINES: Readonly<Record<`${GitOpsEngine}`, readonly string[]>> = {
  'argocd': [],
  'argocd-managed': [
    'engine: argocd-managed: AWS charges for Argo CD, about 23 dollars a month with one application; look the price up. ' +
    'AWS also sets how often it polls Git (every few minutes) and its other settings. People sign in only through IAM Identity Center. ' +
    'A cluster can have one such Argo CD, and only one pair can use it.',
  ],
};

/** The limits and costs of answers that the user must know before files are written. */
export function caveatsOf({ engine }: ResolvedOptions): readonly string[] {
  return ENGINES[engine];
}
