import { setTimeout as sleep } from 'node:timers/promises';
import { type Service, untilServed } from './service';
import type { Patience } from '../../../support/machine/until';
import { Load } from '../load/load';
import { trafficProblems } from '../load/traffic';

/** Milliseconds of load before an update and after its last pod has ended. */
const MARGIN = 1_000;

/**
 * The problems that clients have while the pods of a service change from one image to another.
 *
 * @param before what happens first
 */
export function updateProblems(
  service: Service, from: string, to: string, patience?: Patience, before?: () => Promise<unknown>,
): Promise<string[]> {
  return service.during(async () => {
    await service.apply(from);
    await service.untilSettled(patience);
    const urls = await service.urls();
    await untilServed(urls, patience);
    const load = new Load(urls);
    try {
      return trafficProblems(await load.during(async () => {
        await sleep(MARGIN);
        await before?.();
        await service.apply(to);
        await service.untilSettled(patience);
        await sleep(MARGIN);
      }));
    } finally {
      load.stop();
    }
  });
}
