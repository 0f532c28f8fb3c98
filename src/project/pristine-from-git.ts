import { spawnSync } from 'node:child_process';
import { digest } from './lock';

/** How many commits of a file are looked at. */
const MOST_COMMITS = 100;

/** The text with this hash that Git has of a file; undefined where Git has none. */
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

/** What a command of Git prints; undefined where it fails. */
export function git(folder: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout : undefined;
}
