import { join } from 'node:path';
import { type Ended, run } from './run';

/** A text to wait for on the screen, and the keys to press then; null closes the terminal. */
export type Step = readonly [text: string, keys: string | null];

/** Keys as a terminal sends them. */
export const KEY = { enter: '\r', down: '\u001b[B', controlC: '\u0003', controlD: '\u0004' } as const;

/** Runs a program in a terminal, with somebody who types. What is on the screen comes as its standard output. */
export function runInTerminal(steps: readonly Step[], command: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return run('python3', [join(__dirname, 'terminal.py'), JSON.stringify(steps), ...command], cwd, env);
}
