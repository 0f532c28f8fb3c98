import type { Bar } from './bars';
import { ENGINE_NAMES, sideBySide } from './side-by-side';
import type { Part, StepRecord } from '../support/steps';

/** A layer of the proof and its documentation. */
export interface Layer {
  readonly title: string;
  readonly records: readonly StepRecord[];
  /** Time budgets of its pairs. */
  readonly bars: readonly Bar[];
  /** A Markdown table of real parts and stand-ins, followed by the limits of the proof. */
  readonly standIns: string;
}

/** The subject of the proof. */
export interface Subject {
  /** The version of this package. */
  readonly version: string;
  readonly commit: string;
  /** `2026-01-31` */
  readonly day: string;
  /** How many the machine has. */
  readonly processors: number;
  /** Versions of the programs, by the names in steps. */
  readonly versions: Readonly<Record<string, string>>;
  /** The layers that this machine cannot run, with what it lacks. */
  readonly notRun?: readonly string[];
}

/**
 * The proof as a document.
 *
 * @throws Error if a step has failed, a layer has no steps, or a step names a program without
 *   a known version.
 */
export function proofDocument(
  layers: readonly Layer[], { version, commit, day, processors, versions, notRun = [] }: Subject,
): string {
  const failed = layers.flatMap(({ records }) => records).filter(({ passed }) => !passed);
  if (failed.length > 0) {
    throw new Error(`these steps failed, so there is no proof: ${failed.map(({ title }) => title).join(', ')}`);
  }
  const empty = layers.filter(({ records }) => records.length === 0);
  if (empty.length > 0) {
    throw new Error(`no recorded steps of: ${empty.map(({ title }) => title).join(', ')}. Run its tests first`);
  }
  const of = (part: Part) => layers.flatMap(({ records }) => records).filter((record) => record.part === part).length;
  return [
    '# End-to-end test report',
    '',
    `\`npx projen e2e:report\` wrote this report on ${day}, from a run of \`npx projen e2e\`,`,
    `\`npx projen e2e:cluster\` and \`npx projen e2e:pods\` with version ${version}, commit ${commit}. The tests run freshly generated, unmodified pairs on real programs:`,
    `${of('pair')} pairs of different answers, ${of('refusal')} rejected changes, and ${of('mistake')} deliberate mistakes in generated files,`,
    'each of which a message must name. A failed step leaves no report. Times are from two parts of the run at a time, on',
    `${processors} processors and installed programs. Nothing ran on AWS: the tables below the steps name the stand-ins and the limits of the proof.`,
    ...notRun.map((layer) => `**Not run:** ${layer}`),
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
  '  config --> engine["Argo CD or Flux"] --> api["Kubernetes API"]',
  '  api --> kubelet["kubelet, containerd,<br/>kube-proxy"]',
  '  registry -- "pull by digest" --> kubelet --> page["the page"]',
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
    ...tableOf(['step', 'on', 'checked', 'runs', 'median'], rowsOf('step')),
    ...titled(
      '### The engines side by side',
      tableOf(['step or rejected change', ...ENGINE_NAMES], sideBySide(records).map(({ title: step, times }) =>
        [step, ...times.map((each) => seconds(median(each)))])),
    ),
    ...titled(
      '### Whole pairs of different answers',
      tableOf(
        ['pair', 'time'],
        of('pair').map((pair) => [pair.title, seconds(pair.milliseconds)]),
      ),
    ),
    ...titled(
      '### Time budgets',
      tableOf(['measured', 'limit', 'time'], of('pair').length > 0 ? bars.map((bar) => barRow(bar, of('pair'))) : []),
    ),
    ...titled('### Rejected changes', tableOf(['case', 'on', 'checked', 'runs', 'median'], rowsOf('refusal'))),
    ...titled(
      '### Detected mistakes in generated files',
      tableOf(
        ['mistake', 'required message'],
        of('mistake').map((mistake) => [mistake.title, `\`${mistake.asserts}\``]),
      ),
    ),
    '### Real programs and stand-ins',
    '',
    standIns.trim(),
    '',
  ];
}

function barRow({ what, seconds: most, measured }: Bar, pairs: readonly StepRecord[]): string[] {
  const took = measured(pairs);
  return [what, `${most} s`, took > most * 1000 ? `${seconds(took)}: **exceeded**` : seconds(took)];
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
      throw new Error(`a step ran on ${name}, which has no known version: add it to test/e2e/report/versions.ts`);
    }
    return [name, versions[name]].filter(Boolean).join(' ');
  }).join(', ');
}

/** A table in Markdown, with an empty line after it. Nothing where there are no rows. */
function tableOf(head: readonly string[], cells: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]) =>
    `| ${row.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
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
