/** Each timer runs once and returns the duration in milliseconds. */
export type Timers = Readonly<Record<string, () => number | Promise<number>>>;
export type Times = Readonly<Record<string, number[]>>;

/**
 * Runs the timers in turn, so that changes of the machine's speed affect all of them. Discards the first round, which
 * fills the disk cache.
 */
export async function measure(timers: Timers, rounds: number): Promise<Times> {
  const times: Times = Object.fromEntries(Object.keys(timers).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, timer] of Object.entries(timers)) {
      const taken = await timer();
      if (round >= 0) {
        times[name].push(taken);
      }
    }
  }
  return times;
}

export const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
