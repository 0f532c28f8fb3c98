import { spawnSync } from 'node:child_process';
import { gitEnvironment } from './git-environment';
import { digest } from './lock';

/** The maximum number of commits of a file to search. */
const MOST_COMMITS = 100;

/** Searches the Git history of a file for the text with this hash. */
export function pristineFromGit(folder: string, path: string, sha256: string): string | undefined {
  const commits = git(folder, 'log', `--max-count=${MOST_COMMITS}`, '--format=%H', '--', path)?.trim().split('\n') ?? [];
  for (const commit of commits.filter((name) => name !== '')) {
    const text = git(folder, 'show', `${commit}:./${path}`);
    if (text !== undefined && digest(text) === sha256) {
      return text;
    }
  }
  return undefined;
}

/** Returns the output of a Git command; undefined if it fails. */
export function git(folder: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder, env: gitEnvironment(process.env), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout : undefined;
}
