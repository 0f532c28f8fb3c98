let last: Promise<unknown> = Promise.resolve();

/** Runs what changes something that all pairs share, one after the other, where tests run side by side. */
export function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const result = last.then(run);
  last = result.catch(() => undefined);
  return result;
}
