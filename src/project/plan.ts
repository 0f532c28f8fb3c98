import { type DiskFile, isExecutable, normalText, readDiskFile } from './disk-file';
import { type Lock, type LockedFile, digest, isUsers, modeBits } from './lock';
import { findMovedFile } from './moved-file';
import { pristineFromGit } from './pristine-from-git';
import { breaksYaml } from './well-formed';
import { type Conflict, mergeContents } from '../merge/contents';
import { DECISIONS, type DiskState, type Outcome, type TemplateState } from '../merge/decisions';
import { type Move, afterMoves } from '../merge/moves';
import type { RenderedFile } from '../render/render';

/** The action of a synth for one of the user's files. */
export interface FilePlan {
  /** The current rendering. */
  readonly file: RenderedFile;
  /** The last rendering; undefined for a new file. */
  readonly record?: LockedFile;
  readonly outcome: Outcome;
  /** The path of the user's file. */
  readonly path: string;
  readonly disk: DiskFile;
  /** The base of the merge, if known. */
  readonly base?: string;
  readonly write?: Written;
  /** The previous path of a moved file. */
  readonly remove?: string;
  readonly conflict?: Conflict;
}

export interface Written {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** Plans the action for each of the user's files. Reads only those with a changed rendering. Writes nothing. */
export function planFiles(
  folder: string,
  lock: Lock | undefined,
  files: readonly RenderedFile[],
  moves?: readonly Move[],
): FilePlan[] {
  const records = (lock?.files ?? []).map((before) => ({ before, now: afterMoves(before, moves) }));
  const taken = new Set([...files.map(({ path }) => path), ...records.map(({ before }) => before.path)]);
  return files.filter(isUsers).map((file) => {
    const found = records.find(({ now }) => now.path === file.path);
    return new Planner(folder, file, found?.before, taken).plan();
  });
}

class Planner {
  private readonly template: TemplateState;

  public constructor(
    private readonly folder: string,
    private readonly file: RenderedFile,
    private readonly record: LockedFile | undefined,
    private readonly taken: ReadonlySet<string>,
  ) {
    this.template = templateState(file, record);
  }

  public plan(): FilePlan {
    const { file, record, template } = this;
    const path = record?.path ?? file.path;
    if (template === 'same' && !record?.unused) {
      return { file, record, outcome: 'leave', path, disk: { kind: 'nothing' } };
    }
    const disk = readDiskFile(this.folder, path);
    if (disk.kind !== 'text') {
      return this.planWithoutText(path, disk);
    }
    const base = this.findBase(path, disk.text);
    const outcome = DECISIONS[diskState(disk, base, record)][template];
    return this.planText(outcome, path, disk, base);
  }

  private planWithoutText(path: string, disk: DiskFile): FilePlan {
    const { file, record, folder, template } = this;
    const base = record?.pristine;
    const moved =
      disk.kind === 'nothing' && base !== undefined ? findMovedFile(folder, path, base, this.taken) : undefined;
    const now = moved === undefined ? undefined : readDiskFile(folder, moved);
    if (moved !== undefined && now?.kind === 'text') {
      return this.planText(DECISIONS.moved[template], moved, now, base);
    }
    // A deleted file that the last synth did not render is new: `docs/changing-answers.md` says when to delete one.
    const isNew = disk.kind === 'nothing' && record?.unused;
    const outcome = DECISIONS[disk.kind === 'nothing' ? 'deleted' : (disk.kind as DiskState)][isNew ? 'added' : template];
    return {
      file,
      record,
      path,
      disk,
      base,
      outcome,
      ...(outcome === 'write' && { write: { path: file.path, text: file.content, mode: modeBits(file) } }),
      ...(outcome === 'conflict' && { conflict: {} }),
    };
  }

  private planText(
    outcome: Outcome,
    path: string,
    disk: Extract<DiskFile, { kind: 'text' }>,
    base: string | undefined,
  ): FilePlan {
    const { file, record } = this;
    const plan = { file, record, path, disk, base, outcome };
    if (outcome === 'keep' || outcome === 'leave') {
      return plan;
    }
    const target = outcome === 'move' ? file.path : path;
    const merged = this.merge(path, disk.text, base);
    if (merged.conflict || this.isOccupied(target, path, merged.text)) {
      return { ...plan, outcome: 'conflict', conflict: merged.conflict ?? { occupied: target } };
    }
    return {
      ...plan,
      write: { path: target, text: merged.text, mode: this.mode(disk.mode) },
      ...(target !== path && { remove: path }),
    };
  }

  private merge(
    path: string,
    ours: string,
    base: string | undefined,
  ): { text: string; conflict?: undefined } | { conflict: Conflict } {
    const { content, ownership } = this.file;
    if (ownership === 'once') {
      return { text: ours };
    }
    if (base === undefined) {
      return normalText(ours) === content ? { text: ours } : { conflict: {} };
    }
    const merged = mergeContents({ path, base, ours, theirs: content });
    return !merged.conflict && breaksYaml(path, [base, ours, content], merged.text)
      ? { conflict: { isMalformed: true } }
      : merged;
  }

  /** Whether another file exists at the new path. */
  private isOccupied(target: string, path: string, text: string): boolean {
    const other = target === path ? undefined : readDiskFile(this.folder, target);
    return other !== undefined && other.kind !== 'nothing' && !(other.kind === 'text' && other.text === text);
  }

  /** The user's permissions, unless the template changed them and the user did not. */
  private mode(mode: number): number {
    const { record, file } = this;
    if (record === undefined || record.owner === 'managed') {
      return modeBits(file);
    }
    const isAsRecorded = isExecutable(mode) === (record.mode === '755');
    return isAsRecorded && isExecutable(mode) !== file.executable ? modeBits(file) : mode;
  }

  private findBase(path: string, text: string): string | undefined {
    const { record, folder } = this;
    const known =
      record?.pristine ?? (record && digest(normalText(text)) === record.sha256 ? normalText(text) : undefined);
    // A managed file that now belongs to the user has no text in the lock.
    return known ?? (record?.owner === 'managed' ? pristineFromGit(folder, path, record.sha256) : undefined);
  }
}

function templateState(file: RenderedFile, record: LockedFile | undefined): TemplateState {
  if (record === undefined) {
    return 'added';
  }
  if (record.path !== file.path) {
    return 'moved';
  }
  if (record.owner === 'managed') {
    return 'changed';
  }
  const isSame = record.sha256 === digest(file.content) && record.mode === (file.executable ? '755' : '644');
  return isSame || file.ownership === 'once' ? 'same' : 'changed';
}

function diskState(
  disk: Extract<DiskFile, { kind: 'text' }>,
  base: string | undefined,
  record: LockedFile | undefined,
): DiskState {
  const text = normalText(disk.text);
  if (text !== disk.text) {
    return 'other line ends';
  }
  if (base !== undefined && text !== base) {
    return text.trimEnd() === base.trimEnd() ? 'no final newline' : 'edited';
  }
  return base !== undefined && record !== undefined && isExecutable(disk.mode) === (record.mode === '755')
    ? 'unchanged'
    : 'other mode';
}
