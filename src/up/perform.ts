import { uncommitted } from './look';
import type { Command, Step } from './step';
import type { Running, UpWorld } from './world';
import { type Place, isSingle } from '../doctor/subject';
import { factsOf } from '../package-managers/table';
import { inWordsOf } from '../package-managers/words';
import { repoName } from '../project/sibling';

/** How a step ended. */
export interface Performance {
  readonly code: number;
  /** Everything that it printed. */
  readonly lines: readonly string[];
  /** The command that failed. */
  readonly failed?: Command;
  readonly log: string;
}

/** A step that runs. */
export interface Performing {
  readonly ended: Promise<Performance>;
  stop(): void;
}

/** Runs the commands of a step until one fails. `print` gets each line of their output. */
export function perform(world: UpWorld, place: Place, step: Step, print: (line: string) => void): Performing {
  const lines: string[] = [];
  const log = world.log(step.id);
  let [running, isStopped]: [Running | undefined, boolean] = [undefined, false];
  const hear = (line: string) => {
    lines.push(line);
    log.add(line);
    print(line);
  };
  const run = async (): Promise<Performance> => {
    for (const command of [...await commits(world, place, step), ...step.commands]) {
      log.add(`$ ${inWordsOf(place.options.packageManager, command.shown)}`);
      if (isStopped) {
        return { code: 1, lines, failed: command, log: log.path };
      }
      running = world.start(command.argv, place.folders[step.repo], hear);
      const code = await running.ended;
      if (code !== 0) {
        return { code, lines, failed: command, log: log.path };
      }
    }
    return { code: 0, lines, log: log.path };
  };
  return {
    ended: run(),
    stop: () => {
      isStopped = true;
      running?.stop();
    },
  };
}

/** The commands that commit what tasks wrote: those files alone, whatever else the user has changed. */
async function commits(world: UpWorld, place: Place, { repo, written }: Step): Promise<Command[]> {
  const paths = written ? await uncommitted(world, place.folders[repo], written.paths) : [];
  const git = (...args: readonly string[]): Command => ({
    shown: ['git', ...args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg))].join(' '), argv: ['git', ...args],
  });
  return written && paths.length > 0
    ? [git('add', '--', ...paths), git('commit', '--quiet', '--message', written.message, '--', ...paths)]
    : [];
}

/** The commands of a step, as a user types them in the folder that `up` was started in. */
export function typed({ repo: here, options }: Place, { repo, commands }: Step, from = commands[0]): string {
  const shown = commands.slice(Math.max(commands.indexOf(from), 0)).map((command) => command.shown).join(' && ');
  const words = inWordsOf(options.packageManager, shown);
  return repo === here || isSingle({ options }) ? words : `(cd ../${repoName(repo, options)} && ${words})`;
}

/** `npx projen` in the words of the package manager. */
export function projen({ options }: Place): string {
  return factsOf(options.packageManager).words.projen;
}
