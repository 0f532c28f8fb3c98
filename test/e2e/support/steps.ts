import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where every step is written, one JSON object a line. */
const REPORTS = join(__dirname, '..', '..', '..', 'test-reports', 'e2e');

/** What a step is proven by. */
export interface Proof {
  /** The program that did the work, as opposed to our own stand-ins. */
  readonly engine: string;
  /** What was looked at. */
  readonly asserts: string;
}

/** Runs a step of a test and records it with the time that it took. */
export type Step = <T>(title: string, proof: Proof, run: () => Promise<T>) => Promise<T>;

/** Records the steps of a layer in `test-reports/e2e/<layer>.jsonl`. */
export function stepsOf(layer: string): Step {
  return async (title, proof, run) => {
    const start = performance.now();
    let passed = false;
    try {
      const result = await run();
      passed = true;
      return result;
    } finally {
      mkdirSync(REPORTS, { recursive: true });
      const milliseconds = Math.round(performance.now() - start);
      appendFileSync(join(REPORTS, `${layer}.jsonl`), `${JSON.stringify({ layer, title, ...proof, milliseconds, passed })}\n`);
    }
  };
}
