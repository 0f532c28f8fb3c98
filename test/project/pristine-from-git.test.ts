import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitEnvironment } from '../../src/project/git-environment';
import { digest } from '../../src/project/lock';
import { temporaryFolder } from '../support/temporary-folder';

function repository(text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), text);
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=dev', '-c', 'user.email=dev@example.com', ...args], {
      cwd: folder, env: gitEnvironment(process.env), stdio: 'ignore',
    });
  git('init');
  git('add', '--all');
  git('-c', 'commit.gpgSign=false', 'commit', '--message', 'first');
  return folder;
}

/** In a process of its own: Git inherits the environment of the process, not jest's copy of it. */
function search(folder: string, env: NodeJS.ProcessEnv): string {
  const module = join(__dirname, '..', '..', 'src', 'project', 'pristine-from-git');
  const code = 'process.stdout.write(String(require(process.argv[1]).pristineFromGit(...process.argv.slice(2))))';
  return execFileSync(process.execPath, [
    '--require', require.resolve('tsx/cjs'), '-e', code, module, folder, 'file', digest('rendered'),
  ], { env: { ...process.env, ...env }, encoding: 'utf8' });
}

test('reads the history of its folder, even in a hook of another repository', () => {
  const folder = repository('rendered');
  expect(search(folder, { GIT_DIR: join(repository('another'), '.git') })).toBe('rendered');
});
