import type { Step } from '../step';

/** How an engine gets into the cluster. */
export interface EngineSteps {
  /** The files that its tasks write into the config repo. */
  readonly written: readonly string[];
  /** In this order. The application needs the last one. */
  readonly steps: readonly Step[];
  /** Of the teardown, after the application is deleted and before the stack with the identity of the engine is. */
  readonly removal: readonly Step[];
}
