import { execFile } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Answers } from '../../src/options/option';
import { renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

const run = promisify(execFile);

function writeApp(answers: Answers): string {
  const folder = temporaryFolder();
  writeFiles(folder, renderPair(answers).filter(({ repo }) => repo === 'app'));
  return folder;
}

test.each<Answers>([{ appName: 'my-app' }, { appName: 'null', port: 65535, defaultBranch: '1_000', architecture: 'arm64' }])('its own tests pass: %j', async (answers) => {
  const folder = writeApp(answers);
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], { cwd: folder });
  expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThanOrEqual(3);
  expect(stdout).toMatch(/^# fail 0$/m);
});

test('npm test runs them', () => {
  const { scripts } = JSON.parse(readFileSync(join(writeApp({ appName: 'my-app' }), 'package.json'), 'utf8'));
  expect(scripts.test).toMatch(/^node --test\b/);
});

test('they fail when the service does not answer', async () => {
  const folder = writeApp({ appName: 'my-app' });
  appendFileSync(join(folder, 'server.js'), '\nthrow new Error("broken");\n');
  await expect(run(process.execPath, ['--test'], { cwd: folder })).rejects.toMatchObject({ code: 1 });
});
