import { resolve } from 'node:path';
import { type Switches, helpText, parseArguments } from './arguments';
import { caveatsOf } from './caveats';
import { AnswerCollection, requireAnswers } from './collect-answers';
import { BadInput, EXIT, Interrupted, type Io, type Prompts, type Step, Unfinished, isError } from './io';
import { lostFlags, lostFlagsMessage } from './lost-flags';
import { type PlannedRepo, type Stage, previewPair, stagePair } from './pair';
import { placePair } from './place';
import { type Result, describeCosts, describePair, describeRepos, doneText, jsonReport, nextSteps, sameAgain } from './report';
import { type SetUp, setUpRepo } from './set-up';
import { findTargets } from './targets';
import { estimate } from '../estimate';
import { OptionsError, describeProblem } from '../options/problem';
import type { ResolvedOptions } from '../options/resolved-options';
import { describeSystemError } from '../project/system-error';
import { thisVersion } from '../render/generator';

const NOTHING_WRITTEN = 'Interrupted: nothing was written.';

/** The state that an interruption must undo. */
interface Run {
  stage?: Stage;
  isPlaced: boolean;
}

/** Runs the command line. Returns the exit code. */
export async function main(io: Io): Promise<number> {
  const run: Run = { isPlaced: false };
  // Registered first: without a listener, a signal would end the process in the middle of a write.
  const stopListening = io.onInterrupt(() => {
    run.stage?.remove();
    return run.isPlaced ? 'Interrupted: the files were written, but packages or the first commit may be missing.' : NOTHING_WRITTEN;
  });
  try {
    return await createPair(io, run);
  } catch (error) {
    if (isError(error, Interrupted)) {
      io.say(NOTHING_WRITTEN);
      return EXIT.interrupted;
    }
    if (error instanceof OptionsError) {
      io.say(`Nothing was written.\n${error.problems.map((problem) => `  ${describeProblem(problem)}`).join('\n')}`);
      return EXIT.badInput;
    }
    if (isError(error, BadInput)) {
      io.say(`Nothing was written: ${error.message}`);
      return EXIT.badInput;
    }
    if (isError(error, Unfinished)) {
      io.say(error.message);
      return EXIT.badInput;
    }
    const reason = describeSystemError(error);
    if (reason) {
      io.say(`Nothing was written: ${reason}`);
      return EXIT.badInput;
    }
    throw error;
  } finally {
    stopListening();
    run.stage?.remove();
  }
}

async function createPair(io: Io, run: Run): Promise<number> {
  const lost = lostFlags(io.args, io.env);
  if (lost.length > 0) {
    throw new BadInput(lostFlagsMessage(lost, io.args));
  }
  const { answers: flags, switches } = parseArguments(io.args);
  const version = thisVersion();
  if (switches.help || switches.version) {
    io.out(switches.help ? helpText() : `${version}\n`);
    return EXIT.done;
  }

  const given = { ...(switches.answers ? await io.readAnswers(switches.answers) : {}), ...flags };
  // Some CI systems run jobs in a terminal without a user.
  const asks = !switches.yes && io.interactive && [undefined, '', '0', 'false'].includes(io.env.CI);
  if (!asks) {
    requireAnswers(given, switches.yes);
  }
  const directory = resolve(io.cwd, switches.directory);
  if (directory.includes('\ufffd')) {
    // Node.js decodes invalid UTF-8 as U+FFFD: the folder would get another name.
    throw new BadInput(`the path of --directory is not UTF-8: ${directory}. Choose another folder`);
  }
  const collection = new AnswerCollection(given, (options) => findTargets(options, directory, switches.force));
  const plan = () => previewPair(collection.options, directory, switches.force);

  const prompts = asks ? await io.prompts() : undefined;
  const step = prompts?.step ?? plainSteps(io);
  prompts?.intro(`create-gitops-eks ${version}`);
  await collection.complete(io, step, prompts);
  if (prompts) {
    await confirmPlan(prompts, collection, plan, switches);
  }
  const { options } = collection;
  if (!prompts) {
    caveatsOf(options).forEach((caveat) => io.say(caveat));
  }
  const { repos, setUps } = switches.dryRun
    ? { repos: plan(), setUps: [] }
    : await createRepos(io, run, options, directory, { ...switches, step });

  const command = sameAgain(options, switches, version);
  const result: Result = {
    version,
    options,
    repos,
    setUps,
    notes: [...collection.notes, ...setUps.flatMap(({ notes }) => notes)],
    command,
  };
  if (switches.json) {
    io.out(jsonReport(result));
  }
  conclude(io, prompts, result, switches);
  return EXIT.done;
}

/** Prints one line when a step starts. */
function plainSteps(io: Io): Step {
  return (doing) => {
    io.say(doing);
    return () => {};
  };
}

/**
 * Shows the answers and the repositories. Returns when the user accepts them; throws `Interrupted` if the user cancels.
 */
async function confirmPlan(
  prompts: Prompts,
  collection: AnswerCollection,
  plan: () => readonly PlannedRepo[],
  { dryRun }: Switches,
): Promise<void> {
  let next = 'change';
  while (next === 'change') {
    await collection.change(prompts);
    if (dryRun) {
      return;
    }
    prompts.note(describePair(collection.options, plan()));
    caveatsOf(collection.options).forEach((caveat) => prompts.note(caveat));
    next = await prompts.choose('Write these files?', [
      { value: 'write', label: 'Yes' },
      { value: 'change', label: 'Change answers' },
      { value: 'cancel', label: 'No', hint: 'exit without writing anything' },
    ]);
  }
  if (next === 'cancel') {
    throw new Interrupted();
  }
}

/** Renders the repositories and moves them to their targets: all of them, or none. */
async function createRepos(
  io: Io,
  run: Run,
  options: ResolvedOptions,
  directory: string,
  wanted: Switches & { readonly step: Step },
): Promise<{ repos: readonly PlannedRepo[]; setUps: readonly SetUp[] }> {
  const stage = stagePair(options, directory, wanted.force);
  run.stage = stage;
  const rendered = `Rendered ${stage.repos.map(({ name, files }) => `${files.length} files of ${name}`).join(' and ')}`;
  wanted.step(rendered)(rendered, true);
  const setUp = async (joins: boolean) => Promise.all(stage.repos.map((repo) => repo.joins === joins
    ? setUpRepo(io, repo, options, wanted)
    : undefined));
  const before = await setUp(false);
  placePair(stage);
  run.isPlaced = true;
  const after = await setUp(true);
  return { repos: stage.repos, setUps: before.map((done, index) => (done ?? after[index]) as SetUp) };
}

function conclude(
  io: Io,
  prompts: Prompts | undefined,
  { options, repos, notes, command }: Result,
  { dryRun }: Switches,
): void {
  const say = (text: string) => (prompts ? prompts.note(text) : io.say(text));
  if (dryRun) {
    io.say(`${describeRepos(repos)}\n\n${describeCosts(estimate(options))}`);
  }
  notes.forEach((note) => say(`Note: ${note}`));
  if (!dryRun) {
    say(doneText(repos));
  }
  prompts?.outro(dryRun ? 'Dry run: nothing was written.' : `The next steps follow. They are also in the README of the ${repos.length === 1 ? 'repository' : 'app repo'}.`);
  if (!dryRun) {
    io.say(nextSteps(repos, io.cwd, command, options));
  } else if (!prompts) {
    io.say('Dry run: nothing was written.');
  }
}
