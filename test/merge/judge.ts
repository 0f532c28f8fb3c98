import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from '../../src/merge/changes';

/** Whatever the machine's settings are. */
const ENVIRONMENT = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

/** Three versions of a text. */
export interface Versions {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** What `git merge-file` makes of them; undefined where it sees a conflict. */
export function mergeWithGit(cases: readonly Versions[]): Array<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-judge-'));
  try {
    cases.forEach((versions, index) => (['base', 'ours', 'theirs'] as const).forEach((name) => writeFileSync(join(folder, `${index}.${name}`), versions[name])));
    // One shell for all of them: a process of Git takes two milliseconds, and its start from Node.js as long again.
    const script = 'for ((i = 0; i < $1; i++)); do git merge-file --quiet -p $i.ours $i.base $i.theirs >$i.merged; echo $?; done';
    const codes = execFileSync('bash', ['-c', script, 'bash', String(cases.length)], { cwd: folder, env: ENVIRONMENT, encoding: 'utf8' }).trim().split('\n').map(Number);
    return codes.map((code, index) => {
      if (code > 127) {
        throw new Error(`git merge-file ended with ${code}`);
      }
      return code === 0 ? readFileSync(join(folder, `${index}.merged`), 'utf8') : undefined;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The changes that Git finds between two texts, by the algorithm with which it merges. */
export function diffWithGit(pairs: ReadonlyArray<readonly [string, string]>): Change[][] {
  const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-judge-'));
  try {
    pairs.forEach((texts, index) => texts.forEach((text, side) => writeFileSync(join(folder, `${index}.${side}`), text)));
    const script = 'for ((i = 0; i < $1; i++)); do echo "next"; git diff --no-index --no-indent-heuristic --diff-algorithm=myers --unified=1 $i.0 $i.1; done; true';
    const output = execFileSync('bash', ['-c', script, 'bash', String(pairs.length)], { cwd: folder, env: ENVIRONMENT, encoding: 'utf8', maxBuffer: 2 ** 30 });
    return output.split(/^next\n/m).slice(1).map(changesIn);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The changes in a unified difference. With a line of context, since Git takes other shortcuts without one. */
function changesIn(difference: string): Change[] {
  const changes: Change[] = [];
  let [at, otherAt, isOpen] = [0, 0, false];
  for (const line of difference.split('\n')) {
    const [, start, count, otherStart, otherCount] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start !== undefined) {
      // Git counts from 1, and names the line before where there is none.
      [at, otherAt, isOpen] = [Number(start) - Number(count !== '0'), Number(otherStart) - Number(otherCount !== '0'), false];
    } else if (/^[-+](?![-+]{2} )/.test(line)) {
      const change = isOpen ? changes.pop() as Change : { start: at, otherStart: otherAt };
      at += Number(line.startsWith('-'));
      otherAt += Number(line.startsWith('+'));
      changes.push({ ...change, end: at, otherEnd: otherAt });
      isOpen = true;
    } else if (line.startsWith(' ')) {
      [at, otherAt, isOpen] = [at + 1, otherAt + 1, false];
    }
  }
  return changes;
}
