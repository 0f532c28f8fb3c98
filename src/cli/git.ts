import { join } from 'node:path';
import type { Io, Outcome } from './io';
import { removeQuietly } from '../project/write-file';

/** The first commit of a repository: what goes into it, and where. */
export interface FirstCommit {
  readonly folder: string;
  readonly branch: string;
  /** The rendered files: all of them must be in the commit. */
  readonly files: readonly string[];
  /** The folder is the empty clone of a repository: its remote and its settings stay. */
  readonly isClone: boolean;
}

/** What is wrong, and the command that makes up for it. */
export interface Problem {
  readonly why: string;
  readonly mend: string;
}

const MESSAGE = 'chore: start from create-gitops-eks';

/** Variables that say who commits, or where Git and its configuration are. Every other one may point at another repository. */
const KEPT_VARIABLES = /^GIT_((AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|EXEC_PATH)$/i;

/** Settings, wherever they come from, that would make another commit of the same files, or run programs on the way. */
const SETTINGS = [
  'core.excludesFile=',
  'core.attributesFile=',
  'core.hooksPath=/dev/null',
  'core.autocrlf=false',
  'core.safecrlf=false',
  'core.bare=false',
  'core.sparseCheckout=false',
  'core.fsmonitor=false',
  // On Windows, files have no executable bit that Git could read.
  ...(process.platform === 'win32' ? [] : ['core.fileMode=true']),
  'i18n.commitEncoding=utf-8',
  'gc.auto=0',
  // CodeCommit accepts SHA-1 only.
  'init.defaultObjectFormat=sha1',
  'init.defaultRefFormat=files',
  // Signing may wait for a passphrase or a hardware key.
  'commit.gpgSign=false',
];

/** Git's environment without the variables of the caller's own repository, as in a Git hook. */
export function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name, value]) => !/^GIT_/i.test(name)
    // Git takes an empty name for the wish to commit without one, and refuses.
    || KEPT_VARIABLES.test(name) && !(value === '' && /^GIT_(AUTHOR|COMMITTER)_/i.test(name)));
  // English messages, and no attributes from the machine.
  return { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_ATTR_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
}

/** Makes the first commit. Returns what went wrong; undefined where the commit holds every rendered file. */
export async function makeFirstCommit(
  io: Io, { folder, branch, files, isClone }: FirstCommit,
): Promise<Problem | undefined> {
  const env = gitEnvironment(io.env);
  const git = (...args: string[]) => io.run('git', [...SETTINGS.flatMap((setting) => ['-c', setting]), ...args], folder, env);
  if (isClone) {
    const names = ['HEAD', `refs/heads/${branch}`];
    const found = await Promise.all(names.map((name) => git('rev-parse', '--verify', '--quiet', name)));
    if (found.some(({ code }) => code === 0)) {
      return { why: 'the repository has commits already: choose what to commit', mend: `git add --all && git commit --message "${MESSAGE}"` };
    }
  }
  const steps = [
    ...(isClone ? [] : [['init', '--quiet', '--template=']]),
    ['symbolic-ref', 'HEAD', `refs/heads/${branch}`],
    ['add', '--all'],
    // Also those that an exclude file of the clone names.
    ['--literal-pathspecs', 'add', '--force', '--', ...files],
    ['commit', '--quiet', '--cleanup=verbatim', '--message', MESSAGE],
  ];
  for (const args of steps) {
    const outcome = await git(...args);
    if (outcome.code !== 0) {
      if (args[0] === 'init') {
        // Half a repository would let later commands act on a repository further up.
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
  return missing.length === 0 ? undefined : {
    why: `it lacks ${missing.length} of ${files.length} files: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ' …' : ''}`,
    mend: 'git add --force FILE… && git commit --amend --no-edit',
  };
}

/** Whether the user's configuration asks for signed commits. */
export async function wantsSignature(io: Io, folder: string): Promise<boolean> {
  const { stdout } = await io.run('git', ['config', '--type=bool', '--get', 'commit.gpgSign'], folder, gitEnvironment(io.env));
  return stdout.trim() === 'true';
}

function whatFailed({ code, output }: Outcome): Problem {
  if (code === undefined) {
    return { why: 'git is not on this machine', mend: `git init && git add --all && git commit --message "${MESSAGE}"` };
  }
  const commit = `git commit --message "${MESSAGE}"`;
  if (/tell me who you are|useConfigOnly|auto-detect email|empty ident/i.test(output)) {
    return {
      why: 'Git does not know your name and email address: user.name, user.email',
      mend: `git config --global user.name "Your Name" && git config --global user.email you@example.com && ${commit}`,
    };
  }
  return { why: firstError(output) ?? `git ended with code ${code}`, mend: `git init && git add --all && ${commit}` };
}

/** The line of a program's output that says what is wrong. */
export function firstError(output: string): string | undefined {
  const lines = output.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.find((line) => /fatal|error|unable/i.test(line)) ?? lines[0];
}
