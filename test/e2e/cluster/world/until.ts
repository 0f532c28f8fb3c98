import { setTimeout as sleep } from 'node:timers/promises';

/** Looks until something is as wanted; throws with what it saw last where that takes too long. */
export async function until<T>(what: string, look: () => Promise<T>, isRight: (seen: T) => boolean, seconds = 30): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const seen = await look();
    if (isRight(seen)) {
      return seen;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${seconds} s, last seen: ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
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
      throw new Error(`${what}: no longer so, but ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
    }
    await sleep(100);
  }
}
