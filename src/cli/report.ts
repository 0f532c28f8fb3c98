import { dirname, relative } from 'node:path';
import type { Switches } from './arguments';
import { isChanged, itemText, valueText } from './more-options';
import type { PlannedRepo } from './pair';
import type { SetUp } from './set-up';
import { type Estimate, estimate } from '../estimate';
import { type Option, type OptionValue, type OptionValues, flagOf, hasEffect } from '../options/option';
import { defaultOf, resolveOption } from '../options/resolve';
import type { ResolvedOptions } from '../options/resolved-options';
import { OPTIONS } from '../options/table';
import { factsOf } from '../package-managers/table';
import { inWordsOf } from '../package-managers/words';
import { escapeFor } from '../render/escape';

/** Describes the answers that differ from the defaults, and the repositories. */
export function describePair(options: OptionValues, repos: readonly PlannedRepo[]): string {
  const changed = OPTIONS.filter((option) =>
    option.required ? hasEffect(option, options) : isChanged(option, options));
  return [
    'Your answers that differ from the defaults:',
    ...changed.map(({ name }) => `  ${flagOf(name)}: ${valueText(options[name])}`),
    `${repos.length === 1 ? 'One repository' : 'Two repositories'} in ${dirname(repos[0].target)}:`,
    ...repos.map((repo) => `  ${repo.name}: ${sizeText(repo)}`),
  ].join('\n');
}

/** Describes the planned files as a tree with sizes. */
export function describeRepos(repos: readonly PlannedRepo[]): string {
  return repos.map((repo) => [`${repo.target}  (${sizeText(repo)})`, ...treeLines(repo)].join('\n')).join('\n\n');
}

function sizeText({ files }: PlannedRepo): string {
  return `${files.length} files, ${kilobytes(files.reduce((sum, { size }) => sum + size, 0))}`;
}

function treeLines({ files }: PlannedRepo): string[] {
  const lines: string[] = [];
  let open: string[] = [];
  for (const { path, size } of files) {
    const folders = path.split('/').slice(0, -1);
    const shared = folders.findIndex((folder, depth) => folder !== open[depth]);
    const from = shared < 0 ? folders.length : shared;
    folders.slice(from).forEach((folder, depth) => lines.push(`${'  '.repeat(from + depth + 1)}${folder}/`));
    open = folders;
    lines.push(`${'  '.repeat(folders.length + 1)}${path.slice(path.lastIndexOf('/') + 1)}  ${kilobytes(size)}`);
  }
  return lines;
}

function kilobytes(size: number): string {
  return size < 1000 ? `${size} B` : `${(size / 1000).toFixed(1)} kB`;
}

/** Describes what the pair costs in AWS, as a table. */
export function describeCosts({ lines, perHour, perMonth, region, date, calculator }: Estimate): string {
  const rows = lines.map(({ what, why, price, perMonth: month }) => [what, month === undefined ? '' : `${month}`, price, why]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return [
    `Costs in AWS: about ${perHour} dollars an hour, ${perMonth} a month, while the pipeline is idle.`,
    `List prices of ${region} on ${date}, without taxes and data transfer. Look up current prices: ${calculator}`,
    ...rows.map(([what, month, price, why]) =>
      `  ${what.padEnd(widths[0])}  ${month.padStart(widths[1])}  ${price} (${why})`),
  ].join('\n');
}

/** Returns the command that creates the same pair again. */
export function sameAgain(resolved: ResolvedOptions, switches: Switches, version: string): string {
  const { appName, packageManager } = resolved;
  const options: OptionValues = resolved;
  const flags = OPTIONS.filter((option) => option.name !== 'appName')
    .filter(
      (option) =>
        option.name === 'region' ||
        option.name === 'accountId' ||
        JSON.stringify(options[option.name]) !== JSON.stringify(defaultOf(option, options)),
    )
    .map((option) => flagText(flagOf(option.name), flagValue(option, options)));
  const others = [
    ...(switches.directory === '.' ? [] : [flagText('directory', switches.directory)]),
    ...(['force', 'git', 'install'] as const)
      .filter((name) => switches[name] !== (name !== 'force'))
      .map((name) => flagText(name, switches[name])),
  ];
  return [factsOf(packageManager).create(version, appName), ...flags, ...others, '--yes'].join(' ');
}

/** The value of an option as its flag takes it. Environments that differ from the defaults of their names are JSON. */
function flagValue(option: Option, options: OptionValues): OptionValue {
  const value = options[option.name];
  if (option.type !== 'environments' || !Array.isArray(value)) {
    return value;
  }
  const names = value.map(itemText);
  const byNames = resolveOption(option, { [option.name]: names }, options);
  return JSON.stringify(byNames) === JSON.stringify(value) ? names : JSON.stringify(value);
}

function flagText(flag: string, value: OptionValue): string {
  if (typeof value === 'boolean') {
    return `--${value ? '' : 'no-'}${flag}`;
  }
  const text = Array.isArray(value) ? value.join(',') : String(value);
  // With a space, the parser would treat a value that begins with a hyphen as a flag.
  return `--${flag}${text.startsWith('-') ? '=' : ' '}${text === '' ? '""' : escapeFor('shell')(text)}`;
}

/** Lists the folders of the repositories. */
export function doneText(repos: readonly PlannedRepo[]): string {
  return ['Done:', ...repos.map(({ target }) => `  ${target}`)].join('\n');
}

/** Returns the commands to run next. */
export function nextSteps(
  repos: readonly PlannedRepo[],
  cwd: string,
  command: string,
  { packageManager, engine }: ResolvedOptions,
): string {
  // A single repository is both.
  const [app, config = app] = repos.map(({ target }) => relative(cwd, target) || '.');
  return [
    '',
    'Next, signed in to AWS:',
    '',
    `  cd ${pathWord(app)}`,
    inWordsOf(
      packageManager,
      [
        '  npx projen up --dry-run      # every step to the page in a browser, its time, and what it costs',
        '  npx projen up                # runs them; after a failure, run it again',
      ].join('\n'),
    ),
    '',
    `${config === app ? '' : `Both commands also run in ${config}. `}${app}/README.md describes every step.`,
    '',
    // AWS runs the managed Argo CD.
    ...engine === 'argocd-managed' ? [] : [
      'Or first on this machine, with Docker and kind instead of AWS:',
      '',
      inWordsOf(packageManager, `  cd ${pathWord(config)} && npx projen local:up && npx projen local:deliver`),
      '',
    ],
    config === app ? 'To create the same repository again:' : 'To create the same pair again:',
    '',
    `  ${command}`,
  ].join('\n');
}

/** A path as a shell word. `cd` would treat a leading hyphen as an option. */
function pathWord(path: string): string {
  return escapeFor('shell')(path.startsWith('-') ? `./${path}` : path);
}

/** The result of a run. */
export interface Result {
  readonly version: string;
  readonly options: ResolvedOptions;
  readonly repos: readonly PlannedRepo[];
  /** One for each repository; empty if no files were written. */
  readonly setUps: readonly SetUp[];
  readonly notes: readonly string[];
  readonly command: string;
}

/** Returns the result as JSON, for `--json`. */
export function jsonReport({ version, options, repos, setUps, notes, command }: Result): string {
  const report = {
    version,
    answers: options,
    costs: estimate(options),
    repos: repos.map(({ repo, name, target, files }, index) => ({
      repo,
      name,
      folder: target,
      written: setUps.length > 0,
      installed: setUps[index]?.installed ?? false,
      committed: setUps[index]?.committed ?? false,
      files,
    })),
    notes,
    command,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
