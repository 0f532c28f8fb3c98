import type { PairRepo } from '../options/repo';

/** What exists, by the names of `scripts/pair/state.sh`. A name is missing if its state is unknown. */
export type Facts = Readonly<Record<string, string | undefined>>;

/** A command of a step. */
export interface Command {
  /** What to type to run it alone. */
  readonly shown: string;
  readonly argv: readonly string[];
}

/** Files that tasks write and that belong in Git. */
export interface Written {
  readonly paths: readonly string[];
  readonly message: string;
}

/** A step of `up` or `down`. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly repo: PairRepo;
  /** Run in this order, in the repository's folder. */
  readonly commands: readonly Command[];
  /** The steps that must be done before it begins. */
  readonly needs: readonly string[];
  /** How long it usually takes. */
  readonly minutes: number;
  /** The facts of its repository that `isDone` reads. */
  readonly facts: readonly string[];
  /** The environment that the facts are about, if it is not the first one. */
  readonly environment?: string;
  /** Whether nothing is left to do. Never reads what an earlier run has recorded. */
  readonly isDone: (facts: Facts) => boolean;
  /** Committed before the commands run. */
  readonly written?: Written;
  /** A failure is a warning: later steps run. */
  readonly mayFail?: boolean;
}

/** A task of a generated repository, as `npx projen` runs it: without the second that projen takes to start. */
export function task(name: string, ...args: readonly string[]): Command {
  return {
    shown: ['npx projen', name, ...args].join(' '),
    argv: ['bash', '-p', `scripts/${name.replace(/:/g, '/')}.sh`, ...args],
  };
}

/** A step with all steps that it needs, in the order of the table. Throws if there is no such step. */
export function until(steps: readonly Step[], id: string): Step[] {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    const step = steps.find((each) => each.id === name);
    if (step === undefined) {
      throw new RangeError(`There is no step "${name}". The steps: ${steps.map((each) => each.id).join(', ')}.`);
    }
    if (!wanted.has(name)) {
      wanted.add(name);
      step.needs.forEach(add);
    }
  };
  add(id);
  return steps.filter((step) => wanted.has(step.id));
}

/** The columns that the names of steps need in a list. */
export function widthOfIds(steps: readonly Step[]): number {
  return Math.max(15, ...steps.map(({ id }) => id.length));
}

/** The minutes that steps take together, side by side where nothing forbids it. */
export function minutesOf(steps: readonly Step[]): number {
  const ends = new Map<string, number>();
  const endOf = ({ id, needs, minutes }: Step): number => {
    const known = ends.get(id);
    if (known !== undefined) {
      return known;
    }
    const before = steps.filter((step) => needs.includes(step.id)).map(endOf);
    const end = Math.max(0, ...before) + minutes;
    ends.set(id, end);
    return end;
  };
  return Math.max(0, ...steps.map(endOf));
}
