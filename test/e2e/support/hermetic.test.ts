import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../support/run';

const HERMETIC = join(__dirname, 'hermetic.sh');

/** Namespaces need root; where all is required, that they cannot be had is a failure. */
const testAsRoot = process.env.REQUIRE_PROGRAMS || spawnSync('bash', [HERMETIC, 'true']).status === 0 ? test : test.skip;

function isRunning(words: string): boolean {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).some((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').replace(/\0/g, ' ').startsWith(words);
    } catch {
      return false;
    }
  });
}

async function until(condition: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 100 && !condition(); tries++) {
    await sleep(50);
  }
  return condition();
}

testAsRoot('the command gives its output and its exit code', async () => {
  expect(await run('bash', [HERMETIC, 'sh', '-c', 'echo here; exit 7'], __dirname, process.env)).toMatchObject({ code: 7, stdout: 'here\n' });
});

testAsRoot('nothing but loopback is there, and nothing that was preset elsewhere', async () => {
  const preset = { ...process.env, SSL_CERT_FILE: '/elsewhere', HTTPS_PROXY: 'http://elsewhere', AWS_PROFILE: 'somebody' };
  const { stdout } = await run('bash', [HERMETIC, 'sh', '-c', 'cat /proc/net/dev /etc/hosts; env'], __dirname, preset);
  expect(stdout).toMatch(/^127\.0\.0\.1 localhost$/m);
  expect(stdout).not.toMatch(/^ *eth|elsewhere|somebody/m);
});

testAsRoot.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('after %s, no process is left', async (signal) => {
  // Each test looks for a command of its own.
  const seconds = String(90_000 + Math.floor(Math.random() * 9_000));
  const hermetic = spawn('bash', [HERMETIC, 'sh', '-c', `setsid sleep ${seconds} & sleep ${seconds}`], { stdio: 'ignore' });
  expect(await until(() => isRunning(`sleep ${seconds}`))).toBe(true);
  hermetic.kill(signal);
  expect(await until(() => !isRunning(`sleep ${seconds}`))).toBe(true);
});
