import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal, type Repository, type Say } from './repository';
import { markConflicts } from '../merge/text';
import { conflictPath } from '../project/conflicts';
import type { FilePlan } from '../project/plan';
import { git } from '../project/pristine-from-git';
import { writeFile } from '../project/write-file';

/** Opens Git's merge tool, or else an editor, for a file. Returns undefined while the file has conflicts. */
export function mergeByHand(repository: Repository, plan: FilePlan, say: Say): string | Buffer | undefined {
  const { base = '', disk, path, file } = plan;
  if (disk.kind !== 'text') {
    throw new Refusal(`${path} is binary or not in UTF-8: use --ours or --theirs`);
  }
  const hasTool =
    git(repository.folder, 'config', 'merge.tool') !== undefined &&
    git(repository.folder, 'rev-parse', '--show-prefix') !== undefined;
  return hasTool
    ? withTool(repository, path, [base, disk.text, file.content], disk.bytes, say)
    : withEditor(repository, path, markConflicts(base, disk.text, file.content), say);
}

/**
 * Runs `git mergetool`. It reads the three versions from a separate index, so that the user's index does not change.
 * The tool writes to the file itself; if it fails, the file is restored.
 */
function withTool(
  { folder }: Repository,
  path: string,
  versions: readonly string[],
  before: Buffer,
  say: Say,
): Buffer | undefined {
  const temporary = mkdtempSync(join(tmpdir(), 'gitops-eks-merge-'));
  const env = { ...process.env, GIT_INDEX_FILE: join(temporary, 'index') };
  const start = (args: readonly string[], input?: string) => {
    const channel = input === undefined ? 'inherit' : 'pipe';
    return spawnSync('git', args, { cwd: folder, env, input, encoding: 'utf8', stdio: [channel, channel, 'inherit'] });
  };
  try {
    const prefix = git(folder, 'rev-parse', '--show-prefix')?.trim() ?? '';
    const stages = versions.map(
      (text, index) =>
        `100644 ${start(['hash-object', '-w', '--stdin'], text).stdout.trim()} ${index + 1}\t${prefix}${path}\n`,
    );
    start(['update-index', '--index-info'], stages.join(''));
    const { status } = start(['-c', 'mergetool.keepBackup=false', 'mergetool', '--no-prompt', '--', path]);
    const after = readFileSync(join(folder, path));
    writeFileSync(join(folder, path), before);
    if (status !== 0 || hasMarkers(after.toString())) {
      say(`${path}: not resolved and unchanged`);
      return undefined;
    }
    return after;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function withEditor({ folder }: Repository, path: string, marked: string, say: Say): string | undefined {
  const { GIT_EDITOR, VISUAL, EDITOR } = process.env;
  const editor = GIT_EDITOR ?? VISUAL ?? EDITOR ?? git(folder, 'var', 'GIT_EDITOR')?.trim();
  if (!editor) {
    throw new Refusal('neither "git config merge.tool" nor EDITOR names a program');
  }
  const draft = join(folder, conflictPath(path, 'merged'));
  writeFile(draft, marked, 0o644);
  const { status } = spawnSync(`${editor} "${draft}"`, { cwd: folder, shell: true, stdio: 'inherit' });
  const text = readFileSync(draft, 'utf8');
  if (status === 0 && !hasMarkers(text)) {
    return text;
  }
  say(`${path}: not resolved and unchanged`);
  return undefined;
}

function hasMarkers(text: string): boolean {
  return /^(<{7} |\|{7} |={7}$|>{7} )/m.test(text);
}
