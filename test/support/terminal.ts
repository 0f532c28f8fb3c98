import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { CommandLine } from './command-line';
import { type Ended, run } from './run';

/** The text to wait for on the screen, and the keys to press; null closes the terminal. */
export type Step = readonly [text: string, keys: string | null];

/** Keys as a terminal sends them. */
export const KEY = {
  enter: '\r', down: '\u001b[B', up: '\u001b[A', controlC: '\u0003', controlD: '\u0004', erase: '\u007f',
} as const;

/** Runs a program in a terminal whose user types. Its standard output is what the terminal shows. */
export function runInTerminal(
  steps: readonly Step[],
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  columns: number = 200,
): Promise<Ended> {
  return run('python3', [join(__dirname, 'terminal.py'), String(columns), JSON.stringify(steps), ...command], cwd, env);
}

/** The first questions, up to the confirmation, with answers other than the defaults. */
export const DIALOGUE: readonly Step[] = [
  ['What is the application called?', `shop${KEY.enter}`],
  ['Which AWS region?', `eu-west-1${KEY.enter}`],
  ['How many replicas?', `3${KEY.enter}`],
  ['How does the cluster follow Git?', `${KEY.down}${KEY.enter}`],
  ['More options?', KEY.enter],
  ['Write these files?', KEY.enter],
];

/** The settings of a dialogue. */
interface Talk {
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly columns?: number;
}

/** Runs the command line in a terminal. */
export function talk(
  commandLine: CommandLine,
  steps: readonly Step[],
  cwd: string,
  { flags = [], env, columns }: Talk = {},
): Promise<Ended> {
  const environment = commandLine.environment({ TERM: 'xterm', ...env });
  return runInTerminal(steps, [process.execPath, commandLine.bin, ...flags], cwd, environment, columns);
}

/** The lines of a terminal's output, without control sequences. A cursor movement begins a line. */
export function linesOf({ stdout }: Ended): string[] {
  return stripVTControlCharacters(stdout.replace(/\u001b\[[0-9;]*[A-K]/g, '\n')).split(/\r?\n/);
}
