import { readFileSync } from 'node:fs';
import { parseAllDocuments, stringify } from 'yaml';

/**
 * Milliseconds that a pod takes to become ready. Without a delay, a rolling update would be over before it can go
 * wrong.
 */
const START = 400;

/** KWOK's own stages, with a delay before pods become ready. */
export function kwokStages(file: string): string {
  const stages = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()).filter(Boolean);
  const ready = stages.find((stage) => stage.metadata.name === 'pod-ready');
  if (!ready) {
    throw new Error(`${file} has no stage "pod-ready". Build KWOK again: test/e2e/engines/build kwok`);
  }
  ready.spec.delay = { durationMilliseconds: START };
  return stages.map((stage) => stringify(stage)).join('---\n');
}
