/**
 * Computes the time between a commit and the poll in which Argo CD detects it: `npx tsx bench/polling.ts`.
 *
 * Based on the code of Argo CD 3.5.7, which differs from its documentation of the two settings:
 * - controller/appcontroller.go resyncs each Application every `timeout.reconciliation`, and delays a resync by up to
 *   the jitter. It polls only if the last poll is older than `timeout.reconciliation`: after a shorter delay than the
 *   last one, it skips a round.
 * - reposerver/cache/cache.go caches the branches of a repository for `timeout.reconciliation`, too.
 */
const LOOKS = 200_000;
/** The time that the repo server takes to list the branches, in seconds. An assumption. */
const LISTING = 0.7;

/** Returns a pseudorandom generator, so that each run prints the same table. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function waits(interval: number, jitter: number): { mean: number; longest: number } {
  const random = randomNumbers(1);
  let [last, keptUntil, lookedAt] = [-Infinity, -Infinity, NaN];
  let [sum, squares, longest] = [0, 0, 0];
  for (let round = 0; round < LOOKS; round++) {
    const now = round * interval + 0.5 + random() * (jitter || 0.02);
    // Kubernetes stores the time of the last poll in whole seconds.
    if (Math.floor(last) + interval >= now) {
      continue;
    }
    last = now;
    if (now < keptUntil) {
      continue;
    }
    keptUntil = now + LISTING + interval;
    const gap = now - lookedAt || 0;
    [sum, squares, longest, lookedAt] = [sum + gap, squares + gap ** 2, Math.max(longest, gap), now];
  }
  // Weighted by length: a commit is more likely to fall into a long gap than into a short one.
  return { mean: squares / (2 * sum), longest };
}

console.log('| timeout.reconciliation | jitter | mean wait | longest wait |\n| --- | --- | --- | --- |');
for (const [interval, jitter] of [
  [120, 60],
  [60, 15],
  [30, 5],
  [20, 5],
  [10, 2],
]) {
  const { mean, longest } = waits(interval, jitter);
  console.log(`| ${interval} s | ${jitter} s | ${Math.round(mean)} s | ${Math.round(longest)} s |`);
}
