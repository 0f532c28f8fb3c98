import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeProgram } from './run-program';
import { temporaryFolder } from '../support/temporary-folder';

interface Changes {
  readonly commit: string;
  readonly files: readonly { readonly path: string; readonly mode?: string; readonly content?: string }[];
}

let root: string;

const git = (repo: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
    cwd: join(root, repo), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
const write = (path: string, text: string) => writeFileSync(join(root, path), text, 'latin1');

beforeEach(() => {
  root = temporaryFolder();
  for (const repo of ['app', 'config']) {
    mkdirSync(join(root, repo));
    git(repo, 'init', '--quiet');
    write(`${repo}/.gitattributes`, '* text=auto eol=lf\n');
    write(`${repo}/.gitignore`, 'node_modules/\n');
    write(`${repo}/same`, 'same\n');
    write(`${repo}/changed`, '1\n');
    write(`${repo}/gone`, 'gone\n');
    git(repo, 'add', '.');
    git(repo, 'commit', '--quiet', '--message', 'First');
  }
});

function collected(): Record<string, Changes> {
  const args = [writeProgram('collect-changes', root), join(root, 'app'), join(root, 'config')];
  // Git's warnings about line endings go to standard error.
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(output) as Record<string, Changes>;
}
const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

test('prints added, changed and deleted files of both repositories, as Git would commit them', () => {
  write('app/changed', '2\r\n');
  write('app/a "new" f\u00efle', 'new\n');
  rmSync(join(root, 'app/gone'));
  mkdirSync(join(root, 'app/bin'));
  write('app/bin/run', '#!/bin/sh\n');
  chmodSync(join(root, 'app/bin/run'), 0o755);
  mkdirSync(join(root, 'app/node_modules'));
  write('app/node_modules/ignored', '');
  write('config/binary', '\0\xff');
  expect(collected()).toEqual({
    app: {
      commit: git('app', 'rev-parse', 'HEAD'),
      files: [
        { path: 'a "new" f\u00efle', mode: '100644', content: base64('new\n') },
        { path: 'bin/run', mode: '100755', content: base64('#!/bin/sh\n') },
        { path: 'changed', mode: '100644', content: base64('2\n') },
        { path: 'gone' },
      ],
    },
    config: {
      commit: git('config', 'rev-parse', 'HEAD'),
      files: [{ path: 'binary', mode: '100644', content: base64('\0\xff') }],
    },
  });
});

test('prints a symbolic link with its mode, which the proposal refuses', () => {
  symlinkSync('/etc/passwd', join(root, 'app/link'));
  expect(collected().app.files).toEqual([{ path: 'link', mode: '120000', content: base64('/etc/passwd') }]);
});

test('prints no files where nothing has changed', () => {
  expect(collected().app.files).toEqual([]);
});
