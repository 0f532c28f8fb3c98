/** The groups of checks, in the order of the report. */
export const CHECKS = [
  'answers', 'files', 'git', 'support', 'programs', 'account', 'names', 'quotas', 'rights', 'stacks', 'cluster',
] as const;

export type CheckName = (typeof CHECKS)[number];

/** The result of one check. */
export interface Result {
  readonly status: 'ok' | 'problem' | 'warning' | 'not-checked';
  readonly check: CheckName;
  readonly what: string;
  /** The file, stack or object with the problem. */
  readonly where?: string;
  /** The command or edit that fixes the problem, or that makes the check possible. */
  readonly fix?: string;
}

export const ok = (check: CheckName, what: string): Result => ({ status: 'ok', check, what });

export const problem = (check: CheckName, where: string, what: string, fix: string): Result => ({
  status: 'problem', check, what, where, fix,
});

/** Something to do in time. It does not change the exit code. */
export const warning = (check: CheckName, what: string, fix: string): Result => ({
  status: 'warning', check, what, fix,
});

export const notChecked = (check: CheckName, what: string, fix?: string): Result => ({
  status: 'not-checked',
  check,
  what,
  ...(fix !== undefined && { fix }),
});

/** The exit codes of the program. */
export const EXIT = { clean: 0, problems: 1, failed: 2 } as const;

export function exitCode(results: readonly Result[]): number {
  return results.some(({ status }) => status === 'problem') ? EXIT.problems : EXIT.clean;
}

/** The report of `--json`, described in docs/doctor.md. */
export function jsonReport(repo: string, results: readonly Result[]): string {
  const of = (status: Result['status']) =>
    ordered(results)
      .filter((result) => result.status === status)
      .map(({ status: _, ...rest }) => rest);
  return `${JSON.stringify({ version: 1, repo, problems: of('problem'), warnings: of('warning'), notChecked: of('not-checked'), ok: of('ok') }, undefined, 2)}\n`;
}

/** The report for people. Problems come last, so that a terminal still shows them. */
export function textReport(results: readonly Result[]): string {
  const groups = [
    ['ok', 'ok'],
    ['not-checked', 'not checked'],
    ['problem', 'problem'],
  ] as const;
  const found = groups.map(([status, title]) => ({
    title,
    members: ordered(results).filter((result) => result.status === status),
  }));
  return [
    ...found
      .filter(({ members }) => members.length > 0)
      .map(({ title, members }) => [title, ...members.flatMap(resultLines)].join('\n')),
    found
      .reverse()
      .map(({ title, members }) => `${title}: ${members.length}`)
      .join(', '),
  ].join('\n\n');
}

function ordered(results: readonly Result[]): Result[] {
  return [...results].sort((one, other) => CHECKS.indexOf(one.check) - CHECKS.indexOf(other.check));
}

/** The lines of one result: what was found, and the fix. */
export function resultLines({ status, check, what, where, fix }: Result): string[] {
  return [
    `  ${check}: ${where === undefined ? '' : `${where}: `}${what}`,
    ...fix === undefined ? [] : [`    ${status === 'problem' ? 'fix' : 'to check'}: ${fix}`],
  ];
}
