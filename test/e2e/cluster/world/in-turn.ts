import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { world } from './with-world';
import { until } from '../../../support/machine/until';

/** For a program's installation, on a machine that has other work. */
const PATIENCE = { seconds: 400 };

/** Serializes changes of something that tests share, also among files that run side by side. */
export async function inTurn<T>(shared: 'engine' | 'images', change: () => Promise<T>): Promise<T> {
  const lock = join(world.state, `${shared}.lock`);
  await until(`the turn to change: ${shared}`, async () => takes(lock), Boolean, PATIENCE);
  try {
    return await change();
  } finally {
    rmdirSync(lock);
  }
}

function takes(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}
