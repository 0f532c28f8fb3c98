import { setTimeout as sleep } from 'node:timers/promises';

/** Seconds until what must come counts as not coming. On two processors it comes in a tenth of that, but they may be busy. */
const PATIENCE = 120;

/** How long to wait for something. */
export interface Patience {
  readonly seconds?: number;
  /** Once this is seen, waiting ends with an error: it is a permanent failure. */
  readonly hopeless?: RegExp;
}

/** Looks until something is as wanted; throws with what it saw last where that takes too long. */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  isRight: (seen: T) => boolean,
  { seconds = PATIENCE, hopeless }: Patience = {},
): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
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
    await sleep(100);
  }
}

/** Looks for a while whether something stays as it is; throws with what it became. */
export async function stays<T>(what: string, look: () => Promise<T>, isRight: (seen: T) => boolean, seconds: number): Promise<void> {
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
