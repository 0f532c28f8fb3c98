import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of recorded steps, one JSON object a line, by layer and part of the run. */
const REPORTS = join(__dirname, '..', '..', '..', 'test-reports', 'e2e');

/** The kind of a step in the proof: one of many of a pair, a whole pair, or one that must fail. */
export type Part = 'step' | 'pair' | 'refusal' | 'mistake';

/** The evidence of a step. */
export interface Proof {
  /** The real programs of the step, as opposed to our stand-ins, as `report/versions.ts` names them. */
  readonly engine: string;
  /** What the step checks; for a mistake, the words that must name it. */
  readonly asserts: string;
  /** @default 'step' */
  readonly part?: Part;
}

/** A step that was run: one line of `test-reports/e2e/<layer>/<part>.jsonl`, which a whole run joins. */
export interface StepRecord extends Required<Proof> {
  readonly layer: string;
  readonly title: string;
  /** In milliseconds since 1970. */
  readonly start: number;
  readonly milliseconds: number;
  readonly passed: boolean;
}

/** Runs a step of a test and records it with the time that it took. */
export type Step = <T>(title: string, proof: Proof, run: () => Promise<T>) => Promise<T>;

/** Records the steps of a layer in `test-reports/e2e/<layer>/<part>.jsonl`. */
export function stepsOf(layer: string): Step {
  return async (title, { engine, asserts, part = 'step' }, run) => {
    const start = Date.now();
    let passed = false;
    try {
      const result = await run();
      passed = true;
      return result;
    } finally {
      const folder = join(REPORTS, layer);
      mkdirSync(folder, { recursive: true });
      const record: StepRecord = {
        layer, part, title, engine, asserts, start, milliseconds: Date.now() - start, passed,
      };
      appendFileSync(join(folder, `${process.env.E2E_PART ?? 'all'}.jsonl`), `${JSON.stringify(record)}\n`);
    }
  };
}
