import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EndDates, renew, withTable } from '../../projenrc/support-dates/renew';
import { SOURCES } from '../../projenrc/support-dates/sources';
import { END_DATES } from '../../src/end-dates';

/** Answers in the format of the API's documentation, https://endoflife.date/docs/api/v1/. */
const api = (...releases: ReadonlyArray<readonly [name: string, releaseDate: string, eolFrom: string | null]>) =>
  JSON.stringify({
    schema_version: '1.2.0',
    result: {
      releases: releases.map(([name, releaseDate, eolFrom]) => ({
        name, label: name, releaseDate, isLts: false, isEol: false, eolFrom, isMaintained: true, latest: null,
      })),
    },
  });

const CODEBUILD_PAGE = `<table>
<tr><th>Platform</th><th>Image identifier</th><th>Definition</th><th>Deprecation date</th></tr>
<tr><td>Amazon Linux 2</td><td><code>aws/codebuild/amazonlinux2-x86_64-standard:3.0</code></td><td>al2/standard/3.0</td>
<td>May 9, 2023</td></tr></table>`;

const ANSWERS = {
  alpine: api(['3.24', '2026-05-30', '2028-06-01'], ['3.21', '2024-12-05', '2026-11-01']),
  argocd: api(['3.5', '2026-08-04', null]),
  codebuild: CODEBUILD_PAGE,
  kubernetes: api(['1.36', '2026-06-02', '2027-08-02'], ['1.35', '2026-01-27', '2027-03-27']),
  node: JSON.stringify({
    v24: { start: '2025-05-06', lts: '2025-10-28', end: '2028-04-30' },
    v25: { start: '2025-10-15', end: '2026-06-01' },
  }),
};

const answering = (answers: Partial<Record<keyof typeof ANSWERS, string>> = {}) => async (url: string) => {
  const [product] = Object.entries(SOURCES).find(([, source]) => source.url === url) ?? [];
  return { ...ANSWERS, ...answers }[product as keyof typeof ANSWERS];
};

test('nothing changes while the sources agree with the table', async () => {
  expect(await renew(END_DATES, answering())).toEqual({ dates: END_DATES, changes: [], failures: [] });
});

test('prints and takes a new date and a new version, and keeps versions that the source no longer lists', async () => {
  const kubernetes = api(
    ['1.37', '2026-10-01', '2027-12-01'], ['1.36', '2026-06-02', '2027-08-09'], ['1.33', '2025-05-28', '2026-07-29'],
  );
  const { dates, changes } = await renew(END_DATES, answering({ kubernetes }));
  expect(changes).toEqual(['Kubernetes 1.36: 2027-08-02 → 2027-08-09', 'Kubernetes 1.37: new, 2027-12-01']);
  expect(dates.kubernetes.map(({ version, endOfSupport }) => `${version} ${endOfSupport}`)).toEqual([
    '1.34 2026-12-02', '1.35 2027-03-27', '1.36 2027-08-09', '1.37 2027-12-01',
  ]);
});

test('estimates Argo CD\'s date from the release three versions later, until it is announced', async () => {
  const changesOf = async (argocd: string) => (await renew(END_DATES, answering({ argocd }))).changes;
  expect(await changesOf(api(['3.5', '2026-08-04', null], ['3.6', '2026-11-03', null]))).toEqual([
    'Argo CD 3.6: new, 2027-08',
  ]);
  expect(await changesOf(api(['3.5', '2026-08-04', '2027-05-06']))).toEqual(['Argo CD 3.5: 2027-05 → 2027-05-06']);
});

test('takes the date of a CodeBuild image once AWS has deprecated it, under its old name, too', async () => {
  const codebuild = CODEBUILD_PAGE.replace('_64-standard:3.0', '_64-standard:6.0').replace('May 9, 2023', 'June 30, 2029');
  const { changes } = await renew(END_DATES, answering({ codebuild }));
  expect(changes).toEqual(['CodeBuild image aws/codebuild/amazonlinux-x86_64-standard:6.0: new, 2029-06-30']);
});

test('takes only versions of Node.js with long-term support', async () => {
  const { dates } = await renew(END_DATES, answering());
  expect(dates.node.map(({ version }) => version)).not.toContain('25');
});

test.each([
  ['does not answer', () => Promise.reject(new Error('getaddrinfo ENOTFOUND endoflife.date')), 'getaddrinfo ENOTFOUND'],
  ['answers with a page', async () => '<html>', 'Unexpected token'],
  ['has another format', async () => '{"result": {"releases": [{"cycle": "1.36"}]}}', 'no list result.releases'],
])('keeps the rows of a source that %s, and renews the others', async (_, kubernetes, reason) => {
  const alpine = api(['3.24', '2026-05-30', '2028-07-01']);
  const fetch = (url: string) => (url === SOURCES.kubernetes.url ? kubernetes() : answering({ alpine })(url));
  const { dates, changes, failures } = await renew(END_DATES, fetch);
  expect(failures).toEqual([expect.stringContaining(reason)]);
  expect(failures[0]).toMatch(/^Kubernetes: not renewed from https:/);
  expect(dates.kubernetes).toBe(END_DATES.kubernetes);
  expect(changes).toEqual(['Alpine Linux 3.24: 2028-06-01 → 2028-07-01']);
});

test('uses the installed schedule of Node.js offline, and says so', async () => {
  const offline = () => Promise.reject(new Error('offline'));
  const { changes, failures } = await renew(END_DATES, offline, {
    node: () => JSON.stringify({ v24: { lts: '2025-10-28', end: '2028-05-31' } }),
  });
  expect(changes).toEqual(['Node.js 24: 2028-04-30 → 2028-05-31']);
  expect(failures).toHaveLength(5);
  expect(failures.at(-1)).toMatch(/^Node\.js: .*offline\. Used the installed package instead\.$/);
});

test('reads the schedule in the installed package', () => {
  const text = readFileSync(require.resolve('node-releases/data/release-schedule/release-schedule.json'), 'utf8');
  expect(SOURCES.node.read(text)).toContainEqual({ version: '24', endOfSupport: '2028-04-30' });
});

describe('the file of the table', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'src', 'end-dates.ts'), 'utf8');

  test('stays byte for byte the same without a change', () => {
    expect(withTable(text, END_DATES)).toBe(text);
  });

  test('gets a new date and keeps the rest', () => {
    const row = { version: 'aws/codebuild/x:1', endOfSupport: '2029-06-30' };
    const dates: EndDates = { ...END_DATES, codebuild: [row] };
    expect(withTable(text, dates)).toBe(
      text.replace('codebuild: []', 'codebuild: [\n    { version: \'aws/codebuild/x:1\', endOfSupport: \'2029-06-30\' },\n  ]'),
    );
  });
});
