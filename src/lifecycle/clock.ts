/** The clock of a synth. The tests set it. */
export const clock = {
  /** Milliseconds since 1970. */
  now: (): number => Date.now(),
};
