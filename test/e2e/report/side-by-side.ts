import type { StepRecord } from '../support/steps';

/** The engines, and the words by which the titles of their steps differ. */
const ENGINES: ReadonlyArray<readonly [name: string, words: RegExp]> = [
  ['Argo CD', /, Argo CD| \(Argo CD\)|AppProject: |argocd(?=:)/g],
  ['Flux', /, Flux| \(Flux\)|Flux: |flux(?=:)/g],
];

/** The names of the engines that the rows compare. */
export const ENGINE_NAMES: readonly string[] = ENGINES.map(([name]) => name);

/** A step that each engine took, and its times with each, in the order of `ENGINE_NAMES`. */
export interface Comparison {
  readonly title: string;
  readonly times: ReadonlyArray<readonly number[]>;
}

/** The steps and rejected changes that every engine has shown. */
export function sideBySide(records: readonly StepRecord[]): Comparison[] {
  const found = new Map<string, number[][]>();
  for (const { part, title, engine, milliseconds } of records) {
    const index = ENGINES.findIndex(([name]) => engine.split(', ').includes(name));
    if (index < 0 || !['step', 'refusal'].includes(part)) {
      continue;
    }
    const step = title.replace(/^[a-z0-9-]+: (?=\S)/, '').replace(ENGINES[index][1], '').replace(/^:/, 'engine:');
    const times = found.get(step) ?? ENGINES.map(() => []);
    times[index].push(milliseconds);
    found.set(step, times);
  }
  return [...found]
    .map(([title, times]) => ({ title: title.replace(/, :/g, ', engine:'), times }))
    .filter(({ times }) => times.every(({ length }) => length > 0));
}
