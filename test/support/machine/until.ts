import { setTimeout as sleep } from 'node:timers/promises';

/** The timeout in seconds. Two idle processors need a tenth of it. */
const PATIENCE = 120;

/** Pauses between two looks, in milliseconds. They grow: each look takes processor time from what it waits for. */
const [FIRST, LONGEST] = [50, 500];

/** How long to wait for something. */
export interface Patience {
  readonly seconds?: number;
  /** A permanent failure, which ends the wait with an error. */
  readonly hopeless?: RegExp;
}

/** Polls until a value is as wanted; throws with the last value on a timeout. */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  isRight: (seen: T) => boolean,
  { seconds = PATIENCE, hopeless }: Patience = {},
): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (let pause = FIRST; ; pause = Math.min(pause * 1.25, LONGEST)) {
    const seen = await look();
    if (isRight(seen)) {
      return seen;
    }
    if (hopeless?.test(textOf(seen))) {
      throw new Error(`${what}: never, where it is ${textOf(seen)}`);
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${seconds} s, last seen: ${textOf(seen)}`);
    }
    await sleep(pause);
  }
}

/** Polls for a while that a value does not change; throws with the new value. */
export async function stays<T>(
  what: string, look: () => Promise<T>, isRight: (seen: T) => boolean, seconds: number,
): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const seen = await look();
    if (!isRight(seen)) {
      throw new Error(`${what}: no longer so, but ${textOf(seen)}`);
    }
    await sleep(100);
  }
}

function textOf(seen: unknown): string {
  return typeof seen === 'string' ? seen : String(JSON.stringify(seen));
}
