import type { Condition, OptionValue, OptionValues } from '../option';

/** Where a step is done. `pair`: in either repository. */
export type Place = 'app' | 'config' | 'both' | 'pair';

/**
 * One step after an answer changed.
 *
 * `{option}` in a text stands for the answer of that option, `{old.option}` for the answer before the change.
 */
export interface Step {
  readonly where: Place;
  /** A command in backquotes, or a sentence. */
  readonly act: string;
  /** What the step does, or why. */
  readonly why: string;
  /** The step belongs to a change to one of these values alone. */
  readonly to?: readonly OptionValue[];
  /** Answers of other options under which the step is needed. */
  readonly when?: readonly Condition[];
}

/** The answers before and after a change. An option that an older release did not have is missing before. */
export interface Answered {
  readonly before: Readonly<Record<string, OptionValue | undefined>>;
  readonly after: OptionValues;
}

/** A change that cannot be made in place. */
export interface Refusal {
  /** When it is refused, in words: "always", or "when …". */
  readonly rule: string;
  readonly applies: (answered: Answered) => boolean;
  readonly reason: string;
  /** What to do instead. */
  readonly instead: string;
}

/** What a changed answer means for a pair that is deployed. */
export interface Change {
  /** What changes and what is kept. */
  readonly effect: string;
  /** In this order, after the rendered files of both repositories are committed and pushed. */
  readonly steps: readonly Step[];
  readonly refusal?: Refusal;
}

export const ALWAYS = () => true;

/** The steps that many changes share. Equal steps of several changes are done once. */
export const DEPLOY_PIPELINE: Step = {
  where: 'app',
  act: '`npx projen pipeline:deploy`',
  why: 'updates the stacks of the pipeline; images, artifacts and logs are kept',
};
export const SYNC: Step = {
  where: 'config',
  act: '`npx projen app:diff`, `npx projen app:sync`',
  why: 'shows the change, then applies it; with `syncPolicy: automated`, the GitOps engine applies it after the push',
};
export const APPLY_APPLICATION: Step = {
  where: 'config',
  act: '`npx projen app:create`',
  why: 'updates the application in the GitOps engine; what runs is kept',
};
