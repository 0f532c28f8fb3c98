let last: Promise<unknown> = Promise.resolve();

/** Serializes changes of shared state among concurrent tests. */
export function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const result = last.then(run);
  last = result.catch(() => undefined);
  return result;
}
