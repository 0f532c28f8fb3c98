/** One line of `test-reports/e2e/<layer>.jsonl`. */
export interface StepRecord {
  readonly layer: string;
  readonly title: string;
  readonly engine: string;
  readonly asserts: string;
  readonly milliseconds: number;
  readonly passed: boolean;
}

/** A layer of the proof, and what its own documentation says of it. */
export interface Layer {
  readonly title: string;
  readonly records: readonly StepRecord[];
  /** A table in Markdown: what is real, and what stands in. */
  readonly standIns: string;
}

/**
 * The proof as a document.
 *
 * @throws Error where a step has failed, or a layer has no steps: what did not pass is no proof
 */
export function proofDocument(layers: readonly Layer[], versions: Readonly<Record<string, string>>): string {
  const failed = layers.flatMap(({ records }) => records).filter(({ passed }) => !passed);
  if (failed.length > 0) {
    throw new Error(`these steps have failed, so that there is no proof: ${failed.map(({ title }) => title).join(', ')}`);
  }
  const empty = layers.filter(({ records }) => records.length === 0);
  if (empty.length > 0) {
    throw new Error(`nothing was recorded of: ${empty.map(({ title }) => title).join(', ')}. Run its tests first`);
  }
  return [
    '# What was proven, and on what',
    '',
    'Written by `npx projen e2e:report` from a run of `npx projen e2e` and `npx projen e2e:cluster`: freshly generated, unmodified pairs on real programs.',
    '',
    ...PICTURE,
    ...layers.flatMap(sectionOf),
    '## Programs',
    '',
    '| program | what it says that it is |',
    '| --- | --- |',
    ...Object.entries(versions).map(([name, version]) => `| ${name} | ${version} |`),
    '',
  ].join('\n');
}

const PICTURE = [
  '```mermaid',
  'flowchart LR',
  '  you([generated tasks]) -- "push, pull request" --> app[("app repo<br/>Git behind CodeCommit\'s names")]',
  '  app -- "recorded event" --> bus["deployed rules"]',
  '  bus --> build["buildspec.yml<br/>Docker"]',
  '  build -- image --> registry[("registry<br/>immutable tags")]',
  '  build --> gate["scan gate"] --> promote["promote"]',
  '  promote -- "digest, compare-and-swap" --> config[("config repo")]',
  '  config --> argocd["Argo CD"] --> api["Kubernetes API"]',
  '  registry -- "docker run" --> page["the page"]',
  '```',
  '',
];

function sectionOf({ title, records, standIns }: Layer): string[] {
  return [
    `## ${title}`,
    '',
    '| step | engine | what was looked at | runs | median |',
    '| --- | --- | --- | --- | --- |',
    ...stepsIn(records).map(({ title: step, engine, asserts, times }) =>
      `| ${step} | ${engine} | ${asserts} | ${times.length} | ${(median(times) / 1000).toFixed(1)} s |`),
    '',
    standIns.trim(),
    '',
  ];
}

interface Row extends Pick<StepRecord, 'title' | 'engine' | 'asserts'> {
  readonly times: number[];
}

/** Steps that several pairs took are one row. A title may begin with the name of its pair. */
function stepsIn(records: readonly StepRecord[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { title, engine, asserts, milliseconds } of records) {
    const step = title.replace(/^[a-z0-9-]+: (?=\S)/, '');
    const key = [step, engine, asserts].join('\n');
    rows.set(key, rows.get(key) ?? { title: step, engine, asserts, times: [] });
    rows.get(key)!.times.push(milliseconds);
  }
  return [...rows.values()];
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
