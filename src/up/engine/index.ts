import { argocd } from './argocd';
import type { EngineSteps } from './engine-steps';
import type { GitOpsEngine } from '../../options/enums';

export const ENGINES: Readonly<Record<`${GitOpsEngine}`, EngineSteps>> = { argocd };
