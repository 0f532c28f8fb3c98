import { PackageManager } from '../../src/options/enums';
import { MANAGERS } from '../../src/package-managers/table';
import { type Probe, explainFailedUpgrade } from '../../src/programs/upgrade';

const explain = (probe: Probe | undefined, manager = PackageManager.NPM) =>
  explainFailedUpgrade(MANAGERS[manager], probe);
const failing = (output: string): Probe => ({ code: 1, output });

/** Messages of npm 11, pnpm 12, Yarn 4 and 1, and Bun 1.4. */
test.each([
  ['npm error code ENOTFOUND\nnpm error network request to https://registry.example/x failed', 'cannot be resolved', 'ENOTFOUND'],
  ['FetchError: request to http://127.0.0.1:9/x failed, reason: connect ECONNREFUSED 127.0.0.1:9', 'refused the connection', 'ECONNREFUSED'],
  ['➤ YN0001: RequestError: getaddrinfo EAI_AGAIN registry.example', 'cannot be resolved', 'EAI_AGAIN'],
  ['error: ConnectionRefused fetching metadata', 'refused the connection', 'ConnectionRefused'],
  ['npm error code E401\nnpm error Unable to authenticate', 'refused your credentials', 'E401'],
  ['npm error code E404\nnpm error 404 Not Found - GET https://registry.example/create-gitops-eks', 'does not have', 'E404'],
  ['npm error code ETIMEDOUT', 'was lost', 'ETIMEDOUT'],
])('names the cause of %j', (output, cause, code) => {
  expect(explain(failing(output))).toMatch(new RegExp(`^Cause: .*${cause}.* \\(${code}\\)\\.$`, 'm'));
});

test('quotes the last line of an unknown message', () => {
  expect(explain(failing('a warning\nteapot: short and stout\n'))).toContain('as expected: teapot: short and stout.');
});

test('says that a registry does not answer in time', () => {
  expect(explain(undefined)).toContain('Cause: the registry does not answer.');
});

test('does not blame a registry that answers', () => {
  const text = explain({ code: 0, output: '1.0.0' });
  expect(text).toContain('Cause: the registry answers');
  expect(text).not.toContain('network connection');
});

test.each(Object.values(PackageManager))('%s: says what to check and what to run, in its own words', (manager) => {
  const text = explain(failing('ENOTFOUND'), manager);
  expect(text).toContain(`the registry and the proxy in ${MANAGERS[manager].settings}. Then run "${MANAGERS[manager].words.projen} upgrade"`);
  expect(text).toContain('It has not rendered any file.');
});
