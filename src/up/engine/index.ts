import { argocd } from './argocd';
import { argocdManaged } from './argocd-managed';
import type { EngineSteps } from './engine-steps';
import { flux } from './flux';
import type { GitOpsEngine } from '../../options/enums';
import type { ResolvedOptions } from '../../options/resolved-options';

export const ENGINES: Readonly<Record<`${GitOpsEngine}`, (options: ResolvedOptions) => EngineSteps>> = {
  argocd,
  'argocd-managed': argocdManaged,
  'flux': flux,
};
