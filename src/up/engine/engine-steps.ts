import type { Step } from '../step';

/** How an engine gets into the cluster. */
export interface EngineSteps {
  /** The files that its tasks write into the config repo. */
  readonly written: readonly string[];
  /** In this order. The application needs the last one. */
  readonly steps: readonly Step[];
}
