import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BASH, testWith } from './programs';

/** Windows and slim images have no bash: tests that need it are skipped there. */
export const testWithBash = testWith(BASH);

/** The scripts that bash cannot parse, each with its error. One bash parses them all. */
export function bashSyntaxProblems(scripts: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-bash-'));
  try {
    const names = Object.keys(scripts);
    names.forEach((name, index) => writeFileSync(join(folder, `${index}.sh`), scripts[name]));
    const { stderr } = spawnSync('bash', ['-c', 'for file in *.sh; do bash -n "$file"; done'], {
      cwd: folder, encoding: 'utf8',
    });
    return stderr
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.replace(/^([0-9]+)\.sh/, (_, index) => names[Number(index)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The words of a script as bash expands them. */
export function bashReads(words: readonly string[]): string[] {
  const script = words.map((word) => `printf '%s\\0' ${word}\n`).join('');
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], { input: script, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) {
    throw new Error(`bash ends with ${status}: ${stderr.slice(0, 500)}`);
  }
  return stdout.split('\0').slice(0, -1);
}
