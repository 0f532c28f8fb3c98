import type { StepRecord } from '../support/steps';

/** A whole run of a layer that has passed. */
export interface RecordedRun {
  /** What was run. */
  readonly commit: string;
  readonly records: readonly StepRecord[];
}

/** The lines of `support/run-layer.sh` before and after the steps. */
type Mark = { readonly run: 'started'; readonly commit: string; readonly clean: boolean } | { readonly run: 'passed' };

/**
 * Reads a recorded run, one JSON object a line.
 *
 * @throws Error if it is incomplete, failed, or ran on uncommitted files
 */
export function readRun(text: string): RecordedRun {
  const lines = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Mark | StepRecord);
  const [first, last] = [lines[0], lines[lines.length - 1]];
  if (!isMark(first) || first.run !== 'started') {
    throw new Error('no whole run was recorded: run all tests of the layer');
  }
  if (!isMark(last) || last.run !== 'passed') {
    throw new Error('the last whole run did not pass, or single files were run after it: run all tests of the layer');
  }
  if (!first.clean) {
    throw new Error('the run was of files that are not committed: commit them, and run all tests of the layer again');
  }
  return { commit: first.commit, records: lines.filter((line): line is StepRecord => !isMark(line)) };
}

function isMark(line: Mark | StepRecord | undefined): line is Mark {
  return line !== undefined && 'run' in line;
}
