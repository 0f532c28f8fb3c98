/**
 * Computes how long a commit waits for Argo CD to look at Git: `npx tsx bench/polling.ts`.
 *
 * From the code of Argo CD 3.5.7, which contradicts the documentation of the two settings:
 * - controller/appcontroller.go resyncs each Application every `timeout.reconciliation`, and delays each resync by up
 *   to the jitter. It then looks only if the last look is older than `timeout.reconciliation`: after a shorter delay
 *   than the last one, it skips a round.
 * - reposerver/cache/cache.go keeps the branches of a repository for `timeout.reconciliation` as well.
 */
const LOOKS = 200_000;
/** How long the repo server takes to list the branches: an assumption. */
const LISTING = 0.7;

/** The same numbers in each run. */
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
    // Kubernetes keeps the time of the last look in whole seconds.
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
  // A commit is more likely to come in a long gap than in a short one.
  return { mean: squares / (2 * sum), longest };
}

console.log('| timeout.reconciliation | jitter | mean wait | longest wait |\n| --- | --- | --- | --- |');
for (const [interval, jitter] of [[120, 60], [60, 15], [30, 5], [20, 5], [10, 2]]) {
  const { mean, longest } = waits(interval, jitter);
  console.log(`| ${interval} s | ${jitter} s | ${Math.round(mean)} s | ${Math.round(longest)} s |`);
}
