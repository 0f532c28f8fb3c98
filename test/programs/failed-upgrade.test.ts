import { PackageManager } from '../../src/options/enums';
import { MANAGERS } from '../../src/package-managers/table';
import { type Probe, explainFailedUpgrade } from '../../src/programs/upgrade';

const explain = (probe: Probe | undefined, manager = PackageManager.NPM) =>
  explainFailedUpgrade(MANAGERS[manager], probe);
const failing = (output: string): Probe => ({ code: 1, output });

/** Recorded without a network and with a closed port: npm 11, pnpm 12, Yarn 4, Yarn 1 and Bun 1.4. */
test.each([
  ['npm error code ENOTFOUND\nnpm error syscall getaddrinfo', 'cannot be resolved', 'ENOTFOUND'],
  ['npm error   code: \'ECONNREFUSED\',\nnpm error   port: 9,', 'refused the connection', 'ECONNREFUSED'],
  ['  ├─▶ tcp connect error\n  ╰─▶ Connection refused (os error 111)\n', 'refused the connection', 'Connection refused'],
  ['  ├─▶ dns error\n  ╰─▶ failed to lookup address information', 'cannot be resolved', 'dns error'],
  ['➤ YN0001: RequestError: connect ECONNREFUSED 127.0.0.1:9\n    at x', 'refused the connection', 'ECONNREFUSED'],
  ['error Received invalid response from npm.\nDone in 0.64s.', 'cannot be reached', 'Received invalid response from npm'],
  ['ConnectionRefused: view request failed to send', 'refused the connection', 'ConnectionRefused'],
  ['DNSResolveFailed: view request failed to send', 'cannot be resolved', 'DNSResolveFailed'],
  // From npm's documentation of its error codes.
  ['npm error code E401\nnpm error Unable to authenticate', 'refused your credentials', 'E401'],
  ['npm error code E404\nnpm error 404 Not Found', 'does not have create-gitops-eks', 'E404'],
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
  const { settings, words } = MANAGERS[manager];
  expect(text).toContain(`the registry and the proxy in ${settings}. Then run "${words.projen} upgrade"`);
  expect(text).toContain('It has not rendered any file.');
});
