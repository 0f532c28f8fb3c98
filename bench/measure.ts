/** Each takes the time of one run, in milliseconds. */
export type Timers = Readonly<Record<string, () => number | Promise<number>>>;
export type Times = Readonly<Record<string, number[]>>;

/** Takes all times in turn, so that a slowdown of the machine affects each; the first round warms the disk's caches. */
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
