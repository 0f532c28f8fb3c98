import { join } from 'node:path';
import type { Io, Outcome } from './io';
import { gitEnvironment } from '../project/git-environment';
import { removeQuietly } from '../project/write-file';

/** The content and the branch of a repository's first commit. */
export interface FirstCommit {
  readonly folder: string;
  readonly branch: string;
  /** The rendered files. The commit must contain all of them. */
  readonly files: readonly string[];
  /** Whether the folder is an empty clone, whose remotes and settings must not change. */
  readonly isClone: boolean;
}

/** The reason why a step failed, and the command to run instead. */
export interface Problem {
  readonly why: string;
  readonly fix: string;
}

const MESSAGE = 'chore: start from create-gitops-eks';

/** Overrides of user and system settings that would change the commit or run programs. */
const SETTINGS = [
  'core.excludesFile=',
  'core.attributesFile=',
  'core.hooksPath=/dev/null',
  'core.autocrlf=false',
  'core.safecrlf=false',
  'core.bare=false',
  'core.sparseCheckout=false',
  'core.fsmonitor=false',
  // Files on Windows have no executable bit.
  ...(process.platform === 'win32' ? [] : ['core.fileMode=true']),
  'i18n.commitEncoding=utf-8',
  'gc.auto=0',
  // CodeCommit supports only SHA-1.
  'init.defaultObjectFormat=sha1',
  'init.defaultRefFormat=files',
  // Signing could wait for a passphrase or a hardware key.
  'commit.gpgSign=false',
];

/** Creates the first commit. Returns a problem; undefined if the commit contains every rendered file. */
export async function makeFirstCommit(
  io: Io,
  { folder, branch, files, isClone }: FirstCommit,
): Promise<Problem | undefined> {
  const env = gitEnvironment(io.env);
  const git = (...args: string[]) =>
    io.run('git', [...SETTINGS.flatMap((setting) => ['-c', setting]), ...args], folder, env);
  if (isClone) {
    const names = ['HEAD', `refs/heads/${branch}`];
    const found = await Promise.all(names.map((name) => git('rev-parse', '--verify', '--quiet', name)));
    if (found.some(({ code }) => code === 0)) {
      return {
        why: 'the repository already has commits: choose what to commit',
        fix: `git add --all && git commit --message "${MESSAGE}"`,
      };
    }
  }
  const steps = [
    ...(isClone ? [] : [['init', '--quiet', '--template=']]),
    ['symbolic-ref', 'HEAD', `refs/heads/${branch}`],
    ['add', '--all'],
    // The clone may exclude some of them (.git/info/exclude).
    ['--literal-pathspecs', 'add', '--force', '--', ...files],
    ['commit', '--quiet', '--cleanup=verbatim', '--message', MESSAGE],
  ];
  for (const args of steps) {
    const outcome = await git(...args);
    if (outcome.code !== 0) {
      if (args[0] === 'init') {
        // With an incomplete repository, later git commands would change a repository in a parent folder.
        removeQuietly(join(folder, '.git'));
      }
      return whatFailed(outcome);
    }
  }
  const { stdout } = await git('ls-tree', '-r', '-z', '--name-only', 'HEAD');
  if (stdout === '') {
    return whatFailed({ code: 0, output: 'git reported success and made no commit', stdout });
  }
  const committed = new Set(stdout.split('\0'));
  const missing = files.filter((path) => !committed.has(path));
  return missing.length === 0
    ? undefined
    : {
      why: `${missing.length} of ${files.length} files are missing: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}`,
      fix: 'git add --force FILE… && git commit --amend --no-edit',
    };
}

/** Whether the user's Git configuration requires signed commits. */
export async function wantsSignature(io: Io, folder: string): Promise<boolean> {
  const { stdout } = await io.run(
    'git',
    ['config', '--type=bool', '--get', 'commit.gpgSign'],
    folder,
    gitEnvironment(io.env),
  );
  return stdout.trim() === 'true';
}

function whatFailed({ code, output }: Outcome): Problem {
  if (code === undefined) {
    return { why: 'git is not installed', fix: `git init && git add --all && git commit --message "${MESSAGE}"` };
  }
  const commit = `git commit --message "${MESSAGE}"`;
  if (/tell me who you are|useConfigOnly|auto-detect email|empty ident/i.test(output)) {
    return {
      why: 'user.name and user.email are not set in your Git configuration',
      fix: `git config --global user.name "Your Name" && git config --global user.email you@example.com && ${commit}`,
    };
  }
  return { why: firstError(output) ?? `git exited with code ${code}`, fix: `git init && git add --all && ${commit}` };
}

/** Returns the first line of a program's output that reports an error, else the first line. */
export function firstError(output: string): string | undefined {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.find((line) => /fatal|error|unable/i.test(line)) ?? lines[0];
}
