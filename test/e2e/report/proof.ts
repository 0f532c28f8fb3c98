import type { Bar } from './bars';
import type { Part, StepRecord } from '../support/steps';

/** A layer of the proof, and what its own documentation says of it. */
export interface Layer {
  readonly title: string;
  readonly records: readonly StepRecord[];
  /** Of its pairs. */
  readonly bars: readonly Bar[];
  /** A table in Markdown: what is real, and what stands in; and what is not proven. */
  readonly standIns: string;
}

/** Of what was proven. */
export interface Subject {
  /** Of this package. */
  readonly version: string;
  readonly commit: string;
  /** `2026-01-31` */
  readonly day: string;
  /** Of the programs, by the names that steps give them. */
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * The proof as a document.
 *
 * @throws Error where a step has failed, or a layer has no steps: what did not pass is no proof. And where a step names a program of
 *   which no version is known.
 */
export function proofDocument(layers: readonly Layer[], { version, commit, day, versions }: Subject): string {
  const failed = layers.flatMap(({ records }) => records).filter(({ passed }) => !passed);
  if (failed.length > 0) {
    throw new Error(`these steps have failed, so that there is no proof: ${failed.map(({ title }) => title).join(', ')}`);
  }
  const empty = layers.filter(({ records }) => records.length === 0);
  if (empty.length > 0) {
    throw new Error(`nothing was recorded of: ${empty.map(({ title }) => title).join(', ')}. Run its tests first`);
  }
  const of = (part: Part) => layers.flatMap(({ records }) => records).filter((record) => record.part === part).length;
  return [
    '# What was proven, and on what',
    '',
    `Written by \`npx projen e2e:report\` on ${day}, from a run of \`npx projen e2e\` and \`npx projen e2e:cluster\` with version ${version},`,
    `commit ${commit}: freshly generated, unmodified pairs on real programs. ${of('pair')} pairs of different answers, ${of('refusal')} changes that must not come through, and ${of('mistake')}`,
    'deliberate mistakes in generated files, each of which has to be named by what is said. A step that failed would have left no document.',
    'Times are of one part of a run at a time, on programs that are installed. Nothing of it ran on AWS: what stands in for AWS is named below the steps, and so is what is not proven.',
    '',
    ...PICTURE,
    ...layers.flatMap((layer) => sectionOf(layer, versions)),
    '## Programs',
    '',
    ...tableOf(['program', 'version'], Object.entries(versions)),
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

function sectionOf({ title, records, bars, standIns }: Layer, versions: Readonly<Record<string, string>>): string[] {
  const of = (part: Part) => records.filter((record) => record.part === part);
  const rowsOf = (part: Part) => rows(of(part)).map(({ title: step, engine, asserts, times }) =>
    [step, withVersions(engine, versions), asserts, String(times.length), seconds(median(times))]);
  return [
    `## ${title}`,
    '',
    ...tableOf(['step', 'on', 'what was looked at', 'runs', 'median'], rowsOf('step')),
    ...titled('### Pairs of different answers, all the way', tableOf(['pair', 'time'], of('pair').map((pair) => [pair.title, seconds(pair.milliseconds)]))),
    ...titled('### Times that are to be kept', tableOf(['of', 'at most', 'was'], of('pair').length > 0 ? bars.map((bar) => barRow(bar, of('pair'))) : [])),
    ...titled('### What must not come through', tableOf(['case', 'on', 'what was looked at', 'runs', 'median'], rowsOf('refusal'))),
    ...titled('### Mistakes in generated files, each found', tableOf(['mistake', 'what has to be said'], of('mistake').map((mistake) => [mistake.title, `\`${mistake.asserts}\``]))),
    '### What is real, and what stands in',
    '',
    standIns.trim(),
    '',
  ];
}

function barRow({ what, seconds: most, measured }: Bar, pairs: readonly StepRecord[]): string[] {
  const took = measured(pairs);
  return [what, `${most} s`, took > most * 1000 ? `${seconds(took)}: **not kept**` : seconds(took)];
}

interface Row extends Pick<StepRecord, 'title' | 'engine' | 'asserts'> {
  readonly times: number[];
}

/** Steps that several pairs took are one row. A title may begin with the name of its pair. */
function rows(records: readonly StepRecord[]): Row[] {
  const found = new Map<string, Row>();
  for (const { title, engine, asserts, milliseconds } of records) {
    const step = title.replace(/^[a-z0-9-]+: (?=\S)/, '');
    const key = [step, engine, asserts].join('\n');
    found.set(key, found.get(key) ?? { title: step, engine, asserts, times: [] });
    found.get(key)!.times.push(milliseconds);
  }
  return [...found.values()];
}

/** `git, our IAM` as `git 2.39.5, our IAM`. */
function withVersions(engine: string, versions: Readonly<Record<string, string>>): string {
  return engine.split(', ').map((name) => {
    if (!versions[name] && !name.startsWith('our ')) {
      throw new Error(`a step was run on ${name}, of which no version is known: add it to test/e2e/report/versions.ts`);
    }
    return [name, versions[name]].filter(Boolean).join(' ');
  }).join(', ');
}

/** A table in Markdown, with an empty line after it. Nothing where there are no rows. */
function tableOf(head: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]) => `| ${row.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
  return cells.length === 0 ? [] : [line(head), line(head.map(() => '---')), ...cells.map(line), ''];
}

function titled(title: string, table: string[]): string[] {
  return table.length === 0 ? [] : [title, '', ...table];
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
