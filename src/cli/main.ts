import { resolve } from 'node:path';
import { type Switches, helpText, parseArguments } from './arguments';
import { collectAnswers, requireAnswers } from './collect-answers';
import { BadInput, EXIT, Interrupted, type Io, Unfinished, isError } from './io';
import { lostFlags, lostFlagsMessage } from './lost-flags';
import { type Stage, stagePair } from './pair';
import { placePair } from './place';
import { type Result, describeStage, jsonReport, nextSteps, sameAgain } from './report';
import { type SetUp, setUpRepo } from './set-up';
import type { ResolvedOptions } from '../options/option';
import { OptionsError, describeProblem } from '../options/problem';
import { describeSystemError } from '../project/system-error';
import { thisGenerator } from '../render/generator';

const NOTHING_WRITTEN = 'Interrupted: nothing was written.';

/** Runs the command line. Gives back the exit code. */
export async function main(io: Io): Promise<number> {
  try {
    return await createPair(io);
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
  }
}

async function createPair(io: Io): Promise<number> {
  const lost = lostFlags(io.args, io.env);
  if (lost.length > 0) {
    throw new BadInput(lostFlagsMessage(lost, io.args));
  }
  const { answers: flags, switches } = parseArguments(io.args);
  const { version } = thisGenerator();
  if (switches.help || switches.version) {
    io.out(switches.help ? helpText() : `${version}\n`);
    return EXIT.done;
  }

  const given = { ...(switches.answers ? await io.readAnswers(switches.answers) : {}), ...flags };
  const ask = !switches.yes && io.interactive;
  if (!ask) {
    requireAnswers(given, switches.yes);
  }
  const { options, notes } = await collectAnswers(io, given, ask);

  const { stage, setUps } = await makePair(io, options, switches, ask);
  const result: Result = {
    version,
    options,
    repos: stage.repos,
    setUps,
    notes: [...notes, ...setUps.flatMap((setUp) => setUp.notes)],
    command: sameAgain(options, switches, version),
  };
  if (switches.json) {
    io.out(jsonReport(result));
  }
  result.notes.forEach((note) => io.say(`Note: ${note}`));
  io.say(switches.dryRun ? 'Dry run: nothing was written.' : nextSteps(stage.repos, io.cwd, result.command));
  return EXIT.done;
}

/** Renders the pair and puts it into place; whatever goes wrong or is called off, nothing of it stays. */
async function makePair(io: Io, options: ResolvedOptions, switches: Switches, ask: boolean): Promise<{ stage: Stage; setUps: readonly SetUp[] }> {
  let stage: Stage | undefined;
  let isPlaced = false;
  // Before the first file is written: a signal that nobody listens to would end the process in the middle of it.
  const stopListening = io.onInterrupt(() => {
    stage?.remove();
    return isPlaced ? 'Interrupted: the files are there, but packages or the first commit may be missing.' : NOTHING_WRITTEN;
  });
  try {
    stage = stagePair(options, resolve(io.cwd, switches.directory), switches.force);
    return { stage, setUps: await confirmAndPlace(io, stage, switches, ask, String(options.defaultBranch), () => { isPlaced = true; }) };
  } finally {
    stopListening();
    stage?.remove();
  }
}

/** Shows the stage, has it confirmed and puts it into place. */
async function confirmAndPlace(
  io: Io,
  stage: Stage,
  switches: Switches,
  ask: boolean,
  branch: string,
  onPlaced: () => void,
): Promise<SetUp[]> {
  if (ask || switches.dryRun) {
    io.say(describeStage(stage));
  }
  if (switches.dryRun) {
    return [];
  }
  if (ask && !await (await io.prompts()).confirm('Write these files?', true)) {
    throw new Interrupted();
  }
  const setUp = async (joins: boolean) => Promise.all(stage.repos.map((repo) => repo.joins === joins
    ? setUpRepo(io, repo, branch, switches)
    : undefined));
  const before = await setUp(false);
  placePair(stage);
  onPlaced();
  const after = await setUp(true);
  return before.map((done, index) => (done ?? after[index]) as SetUp);
}
