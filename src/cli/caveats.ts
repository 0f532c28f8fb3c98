import { GitOpsEngine } from '../options/enums';
import type { ResolvedOptions } from '../options/resolved-options';

const ENGINES: Readonly<Record<`${GitOpsEngine}`, readonly string[]>> = {
  'argocd': [],
  'argocd-managed': [
    'engine: argocd-managed: AWS charges for Argo CD, about 23 dollars a month with one application; look the price up. ' +
    'AWS also sets how often it polls Git (every few minutes) and its other settings. People sign in only through IAM Identity Center. ' +
    'A cluster can have one such Argo CD, and only one pair can use it.',
  ],
  'flux': [
    'engine: flux: Flux has no web UI; tasks show its state. It does not watch the cluster, so it reverts manual changes only at an ' +
    'interval: every minute with selfHeal, otherwise once a day. No answer keeps them for longer. An object whose manifest is deleted ' +
    'from Git while autoPrune is false stays, even after autoPrune becomes true: "app:sync --prune" deletes it. It does not deploy ' +
    'images by itself: that would bypass the scan gate.',
  ],
};

/** The limits and costs of answers that the user must know before files are written. */
export function caveatsOf({ engine }: ResolvedOptions): readonly string[] {
  return ENGINES[engine];
}
