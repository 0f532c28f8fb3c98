import { exec, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Answers } from '../../src/options/option';
import { renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

const run = promisify(exec);

/** Writes the app repo into a folder of its name, where `git clone` puts it. */
function writeApp(answers: Answers): string {
  const folder = join(temporaryFolder(), String(answers.appName));
  writeFiles(folder, renderPair(answers).filter(({ repo }) => repo === 'app'));
  return folder;
}

/** Runs the `test` script of the folder's package.json, as `npm test` does. */
function runTests(folder: string) {
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return run(scripts.test.replace('--test', '--test --test-reporter=tap'), { cwd: folder, timeout: 20_000 });
}

test.each<Answers>([
  { appName: 'my-app' },
  { appName: 'null', port: 65535, defaultBranch: '1_000', architecture: 'arm64' },
  // Node.js 20 takes every file below a folder of that name for a test, unless it gets the names of the tests.
  { appName: 'test' },
])('npm test passes and ends: %j', async (answers) => {
  const { stdout } = await runTests(writeApp(answers));
  expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThanOrEqual(3);
  expect(stdout).toMatch(/^# fail 0$/m);
});

test('npm test runs the tests that a user adds', async () => {
  const folder = writeApp({ appName: 'test' });
  writeFileSync(
    join(folder, 'test', 'added.test.js'),
    'require("node:test").test("added", () => { throw new Error("it ran"); });\n',
  );
  await expect(runTests(folder)).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('it ran') });
});

test('npm test fails when the service does not start', async () => {
  const folder = writeApp({ appName: 'my-app' });
  appendFileSync(join(folder, 'server.js'), '\nthrow new Error("broken");\n');
  await expect(runTests(folder)).rejects.toMatchObject({ code: 1 });
});

describe('the server answers every request target', () => {
  /** Request targets as a client may send them, the valid forms of RFC 9112 (3.2) first. */
  const TARGETS: ReadonlyArray<readonly [target: string, status: number]> = [
    ['/healthz', 200],
    ['http://shop.example/healthz', 200],
    ['http://shop.example', 200],
    ['http://user@[::1]:8080/readyz?a=http://b', 200],
    ['*', 404],
    ['//', 404],
    ['//shop.example/healthz', 404],
    ['http://', 404],
    ['http:///healthz', 404],
    ['ftp://shop.example/healthz', 404],
    ['/%', 404],
    ['/http://shop.example/healthz', 404],
    // Node.js itself refuses these.
    ['healthz', 400],
    ['/\u0000', 400],
  ];

  test('with its status, and goes on', async () => {
    const program = spawn(process.execPath, ['server.js'], {
      cwd: writeApp({ appName: 'my-app' }), env: { ...process.env, PORT: '0' },
    });
    try {
      const [line] = await once(createInterface(program.stdout), 'line');
      const { port } = JSON.parse(line);
      for (const [target, status] of TARGETS) {
        const socket = connect(port, '127.0.0.1').setEncoding('utf8');
        socket.write(`GET ${target} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n`);
        const [answer] = await once(socket, 'data');
        expect([target, answer.split(' ')[1]]).toEqual([target, String(status)]);
      }
      expect(program.exitCode).toBeNull();
    } finally {
      program.kill('SIGKILL');
    }
  });
});
