import { join } from 'node:path';
import { withFields } from './json-text';
import { CannotRun, type Place, readPlace } from '../doctor/subject';
import type { World } from '../doctor/world';
import { refusedChanges } from '../options/changes/plan';
import type { Answers } from '../options/option';
import { OptionsError, describeProblem, quote } from '../options/problem';
import { factsOf } from '../package-managers/table';
import { ANSWERS_FILE } from '../project/answers';
import { gitEnvironment } from '../project/git-environment';
import { LOCK_FILE } from '../project/lock';
import { type Disagreement, answersOf, disagreements, otherRepo, repoName, siblingFolder } from '../project/sibling';

/** The world of the program, with its effects. */
export interface SyncWorld extends World {
  /** Writes a file atomically. */
  write(path: string, content: string): void;
  /** Whether the packages that projen requires are installed in a folder. */
  isInstalled(folder: string): boolean;
  /** Runs a command line in a folder and shows its output. Returns its exit code. */
  show(command: string, folder: string): Promise<number>;
}

const EXIT = { done: 0, notRendered: 1, refused: 2 } as const;

const HELP = `Copies the answers of this repository to the other repository of the pair, and renders both.

  npx projen pair:sync [--dry-run]

It writes only differing answers into the other .projenrc.json, and changes nothing else in that file. It never overwrites an
uncommitted change of an answer there.

Exit codes: 0 done, 1 the answers are equal, but a repository was not rendered, 2 refused: nothing was written.
`;

/** Copies the answers of this repository to its sibling. Returns the exit code. */
export async function pairSync(world: SyncWorld): Promise<number> {
  const unknown = world.args.filter((arg) => !['--dry-run', '--help'].includes(arg));
  if (unknown.length > 0) {
    world.say(`Unknown flags: ${unknown.join(' ')}. Supported flags: --dry-run, --help.`);
    return EXIT.refused;
  }
  if (world.args.includes('--help')) {
    world.out(HELP);
    return EXIT.done;
  }
  try {
    return await syncPair(world, world.args.includes('--dry-run'));
  } catch (error) {
    if (error instanceof CannotRun || error instanceof OptionsError) {
      world.say(`Nothing was written: ${error.message}`);
      return EXIT.refused;
    }
    throw error;
  }
}

async function syncPair(world: SyncWorld, dryRun: boolean): Promise<number> {
  const place = readPlace(world);
  const { repo, options, folders } = place;
  const other = otherRepo(repo);
  const path = join(folders[other], ANSWERS_FILE);
  const shown = `${siblingFolder(repo, options)}/${ANSWERS_FILE}`;
  const text = world.read(path);
  const theirs = text === undefined ? undefined : answersOf(other, text);
  if (text === undefined || theirs === undefined) {
    throw new CannotRun(
      `${shown} does not exist, or does not belong to the other repository of this pair. Clone ${repoName(other, options)} to ${siblingFolder(repo, options)}.`,
    );
  }
  const refused = [repo, other].flatMap((each) => refusedChanges(lockedAnswers(world, folders[each]), options));
  if (refused.length > 0) {
    throw new CannotRun([...new Set(refused.map(describeProblem))].join('\n'));
  }
  const differ = disagreements(options, theirs);
  await requireCommitted(world, place, differ);
  const both = [folders[repo], folders[other]];
  const bare = both.find((folder) => !world.isInstalled(folder));
  const { repair, runsSynth, words } = factsOf(options.packageManager);
  if (bare !== undefined && !dryRun) {
    throw new CannotRun(`projen is not installed in ${bare}. Install the packages there first: ${repair}`);
  }

  world.say(differ.length === 0 ? 'Both repositories have the same answers.' : `${shown}:`);
  differ.forEach(({ option, here, there }) => world.say(`  ${option}: ${quote(there)} → ${quote(here)}`));
  if (dryRun) {
    world.say('Dry run: nothing was written. Without --dry-run, the task also renders both repositories.');
    return EXIT.done;
  }
  if (differ.length > 0) {
    world.write(path, withFields(text, Object.fromEntries(differ.map(({ option, here }) => [option, here]))));
  }
  for (const folder of both) {
    world.say(`Rendering ${folder}`);
    if ((await world.show(runsSynth, folder)) !== 0) {
      world.say(
        `${folder} was not rendered; see the error of projen above. The answers are equal. Fix the error, then run there: ${words.projen}`,
      );
      return EXIT.notRendered;
    }
  }
  return EXIT.done;
}

function lockedAnswers(world: World, folder: string): Answers {
  try {
    return JSON.parse(world.read(join(folder, LOCK_FILE)) ?? '').answers ?? {};
  } catch {
    return {};
  }
}

/**
 * Refuses to overwrite an answer that would be lost: one that changed in the sibling since its latest commit. An answer
 * from the last synth of this repository is not such a change.
 */
async function requireCommitted(
  world: SyncWorld,
  { repo, options, folders }: Place,
  differ: readonly Disagreement[],
): Promise<void> {
  const other = otherRepo(repo);
  const outcome = await world.run(
    'git',
    ['-C', folders[other], 'rev-parse', '--is-inside-work-tree'],
    gitEnvironment(world.env),
  );
  if (outcome.code !== 0) {
    return;
  }
  const { code, stdout } = await world.run(
    'git',
    ['-C', folders[other], 'show', `HEAD:./${ANSWERS_FILE}`],
    gitEnvironment(world.env),
  );
  const committed = code === 0 ? (answersOf(other, stdout) ?? {}) : {};
  const before = lockedAnswers(world, folders[repo]);
  const same = (one: unknown, another: unknown) => JSON.stringify(one) === JSON.stringify(another);
  const lost = differ.filter(({ option, there }) => !same(there, committed[option]) && !same(there, before[option]));
  if (lost.length > 0) {
    const list = lost
      .map(({ option, here, there }) => `${option} is ${quote(there)} there and ${quote(here)} here`)
      .join(', ');
    throw new CannotRun(
      `${siblingFolder(repo, options)}/${ANSWERS_FILE} has uncommitted changes: ${list}. ` +
        `To keep them, run ${factsOf(options.packageManager).words.projen} pair:sync there. To replace them with the answers of this repository, commit or undo them there first.`,
    );
  }
}
