import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { processes } from '../../support/machine/process-list';
import { until } from '../../support/machine/until';
import { run } from '../../support/run';

const HERMETIC = join(__dirname, 'hermetic.sh');

/** Namespaces need root; when all programs are required, missing namespaces are a failure. */
const testAsRoot =
  process.env.REQUIRE_PROGRAMS || spawnSync('bash', [HERMETIC, 'true']).status === 0 ? test : test.skip;

testAsRoot('the command gives its output and its exit code', async () => {
  expect(await run('bash', [HERMETIC, 'sh', '-c', 'echo here; exit 7'], __dirname, process.env)).toMatchObject({
    code: 7, stdout: 'here\n',
  });
});

testAsRoot('nothing is there but loopback, and nothing that was set elsewhere', async () => {
  const look =
    'sed -n "3,\\$ s/ *\\([^:]*\\):.*/\\1/p" /proc/net/dev; cat /etc/hosts; readlink /proc/self/ns/net /proc/self/ns/mnt /proc/self/ns/pid; env';
  const preset = {
    ...process.env, SSL_CERT_FILE: '/elsewhere', HTTPS_PROXY: 'http://elsewhere', AWS_PROFILE: 'somebody',
  };
  const lines = async (...command: [string, ...string[]]) =>
    (await run(command[0], command.slice(1), __dirname, preset)).stdout.trim().split('\n');
  const [outside, inside] = [await lines('sh', '-c', look), await lines('bash', HERMETIC, 'sh', '-c', look)];
  expect(inside.slice(0, 2)).toEqual(['lo', '127.0.0.1 localhost']);
  const namespaces = (seen: readonly string[]) => seen.filter((line) => /^(net|mnt|pid):\[\d+\]$/.test(line));
  expect(namespaces(outside)).toHaveLength(3);
  expect(namespaces(inside)).toHaveLength(3);
  expect(namespaces(inside).filter((one) => namespaces(outside).includes(one))).toEqual([]);
  expect(inside.join('\n')).not.toMatch(/elsewhere|somebody/);
});

testAsRoot.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('after %s, no process is left', async (signal) => {
  // Each test looks for a command of its own.
  const seconds = String(90_000 + Math.floor(Math.random() * 9_000));
  const hermetic = spawn('bash', [HERMETIC, 'sh', '-c', `setsid sleep ${seconds} & sleep ${seconds}`], {
    stdio: 'ignore',
  });
  const running = async () => processes().filter(({ command }) => command === `sleep ${seconds}`).length;
  await until('both run', running, (count) => count === 2);
  hermetic.kill(signal);
  await until('none is left', running, (count) => count === 0);
});
