import { isStepDone } from './look';
import { type Performance, type Performing, perform } from './perform';
import type { Step } from './step';
import type { UpWorld } from './world';
import type { Place } from '../doctor/subject';

/** What happens to a step. */
export type StepEvent =
  | { readonly step: Step; readonly state: 'present' | 'started' }
  | { readonly step: Step; readonly state: 'line'; readonly line: string }
  | {
    readonly step: Step;
    readonly state: 'done' | 'warned' | 'failed';
    readonly seconds: number;
    readonly performance: Performance;
  };

/** How a run ended. */
export interface Outcome {
  readonly state: 'done' | 'failed' | 'interrupted';
  /** Everything that the steps of this run have printed, by their names. */
  readonly printed: ReadonlyMap<string, readonly string[]>;
}

/**
 * Runs each step as soon as those that it needs are done. After a failure, no other step begins, but those that run
 * come to their end: ending them halfway would leave more to clean up.
 */
export async function runSteps(
  world: UpWorld,
  place: Place,
  steps: readonly Step[],
  tell: (event: StepEvent) => void,
): Promise<Outcome> {
  const ids = new Set(steps.map(({ id }) => id));
  const done = new Set<string>();
  const printed = new Map<string, readonly string[]>();
  const performing = new Map<string, Performing>();
  const running = new Map<string, Promise<void>>();
  let state: Outcome['state'] = 'done';
  // A function, because an interruption changes the state while a step waits.
  const isIn = (other: Outcome['state']): boolean => state === other;

  const run = async (step: Step): Promise<void> => {
    const finish = (): void => {
      done.add(step.id);
      running.delete(step.id);
    };
    if (await isStepDone(world, place, step)) {
      tell({ step, state: 'present' });
      return finish();
    }
    if (!isIn('done')) {
      running.delete(step.id);
      return;
    }
    const start = world.now();
    tell({ step, state: 'started' });
    const one = perform(world, place, step, (line) => tell({ step, state: 'line', line }));
    performing.set(step.id, one);
    const performance = await one.ended;
    performing.delete(step.id);
    printed.set(step.id, performance.lines);
    const seconds = (world.now() - start) / 1000;
    if (performance.code === 0) {
      tell({ step, state: 'done', seconds, performance });
      finish();
    } else if (isIn('interrupted')) {
      running.delete(step.id);
    } else if (step.mayFail) {
      tell({ step, state: 'warned', seconds, performance });
      finish();
    } else {
      state = 'failed';
      tell({ step, state: 'failed', seconds, performance });
      running.delete(step.id);
    }
  };

  const stopListening = world.onInterrupt(() => {
    state = 'interrupted';
    performing.forEach((one) => one.stop());
  });
  const begun = new Set<string>();
  try {
    for (;;) {
      const ready = steps.filter(
        ({ id, needs }) => !begun.has(id) && needs.every((need) => done.has(need) || !ids.has(need)),
      );
      if (isIn('done')) {
        ready.forEach((step) => {
          begun.add(step.id);
          running.set(step.id, run(step));
        });
      }
      if (running.size === 0) {
        return { state, printed };
      }
      await Promise.race(running.values());
    }
  } finally {
    stopListening();
  }
}
