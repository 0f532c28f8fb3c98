import { type Result, ok, warning } from './result';
import type { Subject } from './subject';
import { noticesOf } from '../lifecycle/notices';
import { type Pin, pinsOf, titleOf } from '../lifecycle/pins';

/** Whether the vendors support the versions that the repositories pin for at least 60 more days. */
export function supportResults({ world, pair, options }: Subject): Result[] {
  const pins = (['app', 'config'] as const)
    .filter((repo) => pair.has(repo))
    .flatMap((repo) => pinsOf(repo, options, pair.text('app/Dockerfile')));
  return resultsOf(pins, world.now());
}

function resultsOf(pins: readonly Pin[], now: number): Result[] {
  const notices = noticesOf(pins, now);
  return notices.length > 0
    ? notices.map(({ what, fix }) => warning('support', what, fix))
    : [ok('support', pins.map(titleOf).join(', '))];
}
