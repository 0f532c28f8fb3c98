import { readDiskFile, normalText, type DiskFile } from './disk-file';
import { type Lock, type LockedFile, digest, isUsers } from './lock';
import type { RenderedFile } from '../render/render';

/** A managed file on disk that no synth has written. */
export interface ForeignFile {
  readonly path: string;
  /** The current rendering; undefined if the file is no longer rendered. */
  readonly file?: RenderedFile;
  readonly record?: LockedFile;
  readonly disk: DiskFile;
  /**
   * - `edited`: the user changed it. A synth does not overwrite it.
   * - `damaged`: truncated, with conflict markers, or not recorded. A synth saves a copy and overwrites it.
   */
  readonly state: 'edited' | 'damaged';
}

/** Finds managed files on disk that no synth has written. Without a lock, they all count as damaged. */
export function foreignFiles(folder: string, lock: Lock | undefined, files: readonly RenderedFile[]): ForeignFile[] {
  const isKnown = lock !== undefined && !lock.isDamaged;
  const records = new Map((lock?.files ?? []).map((record) => [record.path, record]));
  const paths = new Set(files.map(({ path }) => path));
  const orphans = (lock?.files ?? []).filter(({ owner, path }) => owner === 'managed' && !paths.has(path));
  return [...files.filter((file) => !isUsers(file)), ...orphans].flatMap(({ path }) => {
    const file = files.find((rendered) => rendered.path === path);
    const record = records.get(path);
    const disk = readDiskFile(folder, path);
    const state = stateOf(disk, file, record);
    return state === undefined ? [] : [{ path, file, record, disk, state: isKnown ? state : 'damaged' as const }];
  });
}

function stateOf(disk: DiskFile, file: RenderedFile | undefined, record: LockedFile | undefined): ForeignFile['state'] | undefined {
  if (disk.kind === 'nothing' || disk.kind === 'folder') {
    return undefined;
  }
  if (disk.kind !== 'text') {
    return 'edited';
  }
  const text = normalText(disk.text);
  if (text === file?.content || digest(text) === record?.sha256) {
    return undefined;
  }
  return file !== undefined && isDamaged(text, file.content) ? 'damaged' : 'edited';
}

/** The result of a full disk or of a Git merge is not an edit. */
function isDamaged(text: string, rendered: string): boolean {
  return rendered.startsWith(text) || (/^<{7} /m.test(text) && /^>{7} /m.test(text));
}
