import type { Condition, OptionValue, OptionValues } from '../option';

/** The repository of a step. `pair`: in either one. */
export type Place = 'app' | 'config' | 'both' | 'pair';

/**
 * One step after an answer changed.
 *
 * In its texts, `{option}` is a placeholder for the new answer, and `{old.option}` for the previous one.
 */
export interface Step {
  readonly where: Place;
  /** A command in backquotes, or a sentence. */
  readonly act: string;
  /** The effect of the step, or the reason for it. */
  readonly why: string;
  /** Only a change to one of these values requires the step. */
  readonly to?: readonly OptionValue[];
  /** Only a change from one of these values requires the step. */
  readonly from?: readonly OptionValue[];
  /** Only these answers to other options require the step. */
  readonly when?: readonly Condition[];
  /** What else requires the step. `act` states it in words. */
  readonly applies?: (answered: Answered) => boolean;
}

/** The answers before and after a change. `before` lacks options that the previous release did not have. */
export interface Answered {
  readonly before: Readonly<Record<string, OptionValue | undefined>>;
  readonly after: OptionValues;
}

/** A change that is impossible in place. */
export interface Refusal {
  /** The condition in words: "always", or "if …". */
  readonly rule: string;
  readonly applies: (answered: Answered) => boolean;
  readonly reason: string;
  /** The alternative. */
  readonly instead: string;
}

/** The consequences of a changed answer for a deployed pair. */
export interface Change {
  /** What changes and what stays. */
  readonly effect: string;
  /** In order, after the rendered files of both repositories are committed and pushed. */
  readonly steps: readonly Step[];
  readonly refusal?: Refusal;
}

export const ALWAYS = () => true;

/** Steps that several changes share. A user runs equal steps once. */
export const DEPLOY_PIPELINE: Step = {
  where: 'app',
  act: '`npx projen pipeline:deploy`',
  why: 'updates the stacks of the pipeline; keeps images, artifacts and logs',
};
export const SYNC: Step = {
  where: 'config',
  act: '`npx projen app:diff`, `npx projen app:sync`',
  why: 'shows the change, then applies it; with `syncPolicy: automated`, the GitOps engine applies it after the push',
};
export const APPLY_APPLICATION: Step = {
  where: 'config',
  act: '`npx projen app:create`',
  why: 'updates the application in the GitOps engine; running pods stay',
};
