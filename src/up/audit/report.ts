/** A resource that exists after the teardown. */
export interface Left {
  readonly what: string;
  readonly id: string;
  /** The command that deletes it. */
  readonly command?: string;
  /** How it goes on costing money; missing if it does not. */
  readonly costs?: string;
  /** Kept on purpose, or on its way out. */
  readonly expected: boolean;
}

export interface Audit {
  readonly left: readonly Left[];
  /** What AWS did not report. */
  readonly unchecked: readonly string[];
}

/** The audit for people. What costs money and should not be there comes last, where a terminal still shows it. */
export function auditText({ left, unchecked }: Audit): string {
  const groups = [
    ['What stays:', left.filter(({ expected }) => expected)],
    ['What is left by mistake, and how to delete it:', left.filter(({ expected }) => !expected)],
  ] as const;
  const costly = left.filter(({ costs }) => costs !== undefined);
  return [
    ...groups
      .filter(([, members]) => members.length > 0)
      .flatMap(([title, members]) => [title, ...members.flatMap(lines), '']),
    ...unchecked.length > 0 ? ['Not checked:', ...unchecked.map((what) => `  ${what}`), ''] : [],
    costly.length === 0
      ? `${unchecked.length === 0 ? 'Nothing' : 'Nothing that was checked'} goes on costing money.`
      : `These go on costing money: ${costly.map(({ what, id, costs }) => `${what} ${id} (${costs})`).join(', ')}.`,
    ...left.some(({ expected }) => !expected)
      ? ['AWS lists some resources for up to an hour after their deletion: npx projen down --audit looks again.']
      : [],
  ].join('\n');
}

function lines({ what, id, command, costs }: Left): string[] {
  return [
    `  ${what} ${id}${costs === undefined ? '' : ` (costs money ${costs})`}`,
    ...command === undefined ? [] : [`    ${command}`],
  ];
}
