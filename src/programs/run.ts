/**
 * Runs the tasks of a generated repository that work on its files. The tasks require this module by name instead of by
 * path, because Plug'n'Play has no folder `node_modules`.
 */
import * as files from './files';
import * as conflicts from './merge';
import type { Say } from './repository';
import * as upgrade from './upgrade';

export const merge = (): void => run(conflicts.merge);
export const diff = (): void => run(files.diff);
export const take = (): void => run(files.take);
export const restore = (): void => run(files.restore);
export const upgradeFailed = (): void => run(upgrade.upgradeFailed);

/** Sets the exit code: 0 or 1 from the program, or 2 if it refused to run. */
function run(program: (args: readonly string[], folder: string, say: Say) => number): void {
  try {
    process.exitCode = program(process.argv.slice(1), process.cwd(), (text) => process.stdout.write(`${text}\n`));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
