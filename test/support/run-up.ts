import type { PairFolder } from './doctor-world';
import { type UpSettings, upWorld } from './up-world';
import { estimate } from '../../src/up/estimate';
import { up } from '../../src/up/up';

/** Runs `up` in a world of a pair; returns its exit code, and what it said and printed. */
export async function runUp(pair: PairFolder, args: readonly string[], settings: UpSettings = {}, folder = pair.app) {
  const world = upWorld(folder, args, settings);
  const code = await up(world, estimate);
  return { code, world, said: world.said.join('\n'), printed: world.printed.join('') };
}
