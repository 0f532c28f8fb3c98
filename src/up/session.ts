import { join } from 'node:path';
import { type Display, displayOf } from './display';
import { Refused } from './flags';
import { factsOfSteps } from './look';
import { typed } from './perform';
import { type Outcome, type StepEvent, runSteps } from './run';
import { type Step, widthOfIds } from './step';
import { EXIT, type UpWorld } from './world';
import { CannotRun, type Subject, isSingle, readSubject } from '../doctor/subject';
import { clustersOf } from '../environments/clusters';
import { inWordsOfLayout } from '../options/layout-words';
import { OptionsError } from '../options/problem';
import { inWordsOf } from '../package-managers/words';
import { ANSWERS_FILE } from '../project/answers';
import { answersOf, otherRepo, repoName, siblingFolder } from '../project/sibling';

/** The pair around this folder. Throws `Refused` unless both repositories are there. */
export function readBoth(world: UpWorld): Subject {
  let subject: Subject;
  try {
    subject = readSubject(world);
  } catch (error) {
    throw error instanceof CannotRun || error instanceof OptionsError ? new Refused(error.message) : error;
  }
  const { repo, options, folders } = subject;
  if (world.env.KUBE_CONTEXT && clustersOf(options).length > 1) {
    throw new Refused(`KUBE_CONTEXT is one context, and the environments are in ${clustersOf(options).length} clusters: unset it.`);
  }
  if (isSingle(subject)) {
    return subject;
  }
  const other = otherRepo(repo);
  const text = world.read(join(folders[other], ANSWERS_FILE));
  if (text === undefined || answersOf(other, text) === undefined) {
    throw new Refused(
      `${siblingFolder(repo, options)} is not there, or is not the other repository of this pair. ` +
        `Clone ${repoName(other, options)} to ${siblingFolder(repo, options)}.`,
    );
  }
  return subject;
}

/** The steps that have nothing to do, by what exists now. */
export async function presentSteps(world: UpWorld, subject: Subject, steps: readonly Step[]): Promise<Set<string>> {
  const facts = await factsOfSteps(world, subject, steps);
  return new Set(steps.filter((step) => step.facts.length > 0 && step.isDone(facts(step))).map(({ id }) => id));
}

/** Runs steps, and shows or reports what happens. */
export async function showSteps(
  world: UpWorld,
  subject: Subject,
  steps: readonly Step[],
  json: boolean,
): Promise<Outcome> {
  const display: Display = json
    ? { show: (event) => report(world, subject, event), close: () => {} }
    : displayOf(world, subject, widthOfIds(steps));
  try {
    return await runSteps(world, subject, steps, (event) => display.show(event));
  } finally {
    display.close();
  }
}

function report(world: UpWorld, subject: Subject, event: StepEvent): void {
  const { step, state } = event;
  if (state === 'line') {
    return;
  }
  const end = 'performance' in event && {
    seconds: Math.round(event.seconds),
    log: event.performance.log,
    ...state !== 'done' && {
      lines: event.performance.lines.slice(-12),
      command: typed(subject, step, event.performance.failed),
    },
  };
  printEvent(world, { event: 'step', step: step.id, state, ...end });
}

/** Prints one event of `--json`: a line. */
export function printEvent(world: UpWorld, event: object): void {
  world.out(`${JSON.stringify(event)}\n`);
}

/** Asks for one of the accepted answers. Returns false for any other one. */
export async function isConfirmed(world: UpWorld, question: string, accepted: RegExp): Promise<boolean> {
  if (!world.interactive) {
    throw new Refused('Standard input is no terminal, so no question can be asked: add --yes to begin, or --dry-run to see the steps.');
  }
  return accepted.test(((await world.ask(question)) ?? '').trim());
}

/** Runs a program and returns its exit code. A refusal is a message. */
export async function withRefusals(world: UpWorld, program: () => Promise<number>): Promise<number> {
  try {
    return await program();
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    world.say(error.message);
    return EXIT.refused;
  }
}

/** A text in the words of the pair's package manager. */
export function inWords({ options }: Subject, text: string): string {
  return inWordsOf(options.packageManager, inWordsOfLayout(options.layout, text));
}
