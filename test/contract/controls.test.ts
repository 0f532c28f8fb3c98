import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { taskName } from '../../src/project/tasks';
import { OPTION_SETS_OF_THE_PIPELINE, PAIRWISE_ANSWERS } from '../support/option-sets';
import { renderPair } from '../support/render-pair';
import { cloudFormationControls, type Found, manifestControls } from '../support/security/controls';
import { infrastructureOf } from '../support/security/infrastructure';

const ROOT = join(__dirname, '../..');

interface Row {
  readonly control: string;
  readonly rendered: readonly string[];
  readonly shownBy: string;
}

const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

function rowsOf(text: string): Row[] {
  const tables = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|control) \|/.test(line));
  return tables.map((line) => line.slice(2, -2).split(' | ')).map((cells) => {
    expect(cells).toHaveLength(5);
    return { control: cells[0], rendered: quoted(cells[1]), shownBy: cells[4] };
  });
}

/** Missing and superfluous entries of a table. */
function problemsOf(rows: readonly Row[], found: Found, tasks: ReadonlySet<string>): string[] {
  const named = rows.flatMap(({ rendered }) => rendered);
  const shown = rows.flatMap(({ control, shownBy }) =>
    shownBy === 'nothing' ? [] : quoted(shownBy).map((name) => ({ control, name })),
  );
  return [
    ...[...found].filter((name) => !named.includes(name)).map((name) => `no row for ${name}`),
    ...named.filter((name) => !found.has(name)).map((name) => `${name} is not rendered`),
    ...named.filter((name, index) => named.indexOf(name) < index).map((name) => `two rows for ${name}`),
    ...rows
      .filter(({ rendered }) => rendered.length === 0)
      .map(({ control }) => `"${control}" names nothing that is rendered`),
    ...rows
      .filter(({ shownBy }) => shownBy !== 'nothing' && quoted(shownBy).length === 0)
      .map(({ control }) => `"${control}" names no test`),
    ...shown
      .filter(({ name }) => !(name.startsWith('test/') ? existsSync(join(ROOT, name)) : tasks.has(name)))
      .map(({ control, name }) => `"${control}" is shown by ${name}, which does not exist`),
  ];
}

const pairs = PAIRWISE_ANSWERS.map((answers) => renderPair(answers));
const tasks = new Set(pairs.flat().flatMap(({ path }) => taskName(path) ?? []));
const found: Found = new Set([
  ...pairs
    .flat()
    .filter(({ repo }) => repo === 'config')
    .flatMap(({ path, content }) => manifestControls(path, content)),
  ...OPTION_SETS_OF_THE_PIPELINE.flatMap((answers) =>
    cloudFormationControls(infrastructureOf({ ...answers, iac: 'cloudformation' }).template),
  ),
]);
const rows = rowsOf(readFileSync(join(ROOT, 'docs/controls.md'), 'utf8'));

test('docs/controls.md has a row for each rendered control, and each row names existing tests and tasks', () => {
  expect(problemsOf(rows, found, tasks)).toEqual([]);
  expect(found.size).toBeGreaterThan(40);
});

describe('finds', () => {
  const row = { control: 'c', rendered: ['NetworkPolicy'], shownBy: '`app:sync`' };
  test.each<[string, Row[], string[], string[]]>([
    ['nothing in a good table', [row], ['NetworkPolicy'], []],
    ['a control without a row', [row], ['NetworkPolicy', 'runAsNonRoot'], ['no row for runAsNonRoot']],
    ['a row without a control', [row], [], ['NetworkPolicy is not rendered']],
    ['two rows for a control', [row, row], ['NetworkPolicy'], ['two rows for NetworkPolicy']],
    ['a row without a control\'s name', [{ ...row, rendered: [] }], [], ['"c" names nothing that is rendered']],
    ['a row without a test', [{ ...row, shownBy: 'us' }], ['NetworkPolicy'], ['"c" names no test']],
    [
      'a missing test',
      [{ ...row, shownBy: '`test/gone.test.ts`' }],
      ['NetworkPolicy'],
      ['"c" is shown by test/gone.test.ts, which does not exist'],
    ],
    [
      'a missing task',
      [{ ...row, shownBy: '`app:gone`' }],
      ['NetworkPolicy'],
      ['"c" is shown by app:gone, which does not exist'],
    ],
  ])('%s', (_, table, names, problems) => {
    expect(problemsOf(table, new Set(names), new Set(['app:sync']))).toEqual(problems);
  });

  test('finds controls that no pair has yet', () => {
    const pod =
      'kind: Deployment\nspec: {template: {spec: {hostUsers: false, containers: [{securityContext: {procMount: Default}}]}}}\n';
    const policy =
      'kind: ValidatingAdmissionPolicy\nmetadata: {labels: {pod-security.kubernetes.io/audit: restricted}}\n';
    expect([pod, policy].flatMap((text) => manifestControls('k8s/a.yaml', text))).toEqual([
      'hostUsers', 'procMount', 'ValidatingAdmissionPolicy', 'pod-security.kubernetes.io/audit',
    ]);
    const Statement = { Effect: 'Deny', Action: 'sqs:*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o' } } };
    const Properties = { SqsManagedSseEnabled: true, Policy: { Statement } };
    expect(cloudFormationControls({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties } } }))
      .toEqual(['AWS::SQS::Queue', 'SqsManagedSseEnabled', 'Deny sqs:*', 'aws:PrincipalOrgID']);
  });
});
