import { normalText, readDiskFile } from './disk-file';
import { type Lock, type LockedFile, digest, isUsers } from './lock';
import type { RenderedFile } from '../render/render';

/** A managed file that its user has edited, so that a synth does not overwrite it. */
export interface EditedFile {
  readonly path: string;
  /** As it is rendered now; undefined where it is not rendered any more. */
  readonly file?: RenderedFile;
  readonly record?: LockedFile;
  /** Undefined for a link, a folder, or what is no text. */
  readonly text?: string;
}

/** The managed files that are on disk as no synth has written them. Without a lock nothing is known, and they are overwritten. */
export function editedManagedFiles(folder: string, lock: Lock | undefined, files: readonly RenderedFile[]): EditedFile[] {
  if (lock === undefined || lock.isDamaged) {
    return [];
  }
  const records = new Map(lock.files.map((record) => [record.path, record]));
  const rendered = new Map(files.map((file) => [file.path, file]));
  const managed = files.filter((file) => !isUsers(file)).map(({ path }) => path);
  const orphans = lock.files.filter(({ owner, path }) => owner === 'managed' && !rendered.has(path)).map(({ path }) => path);
  return [...managed, ...orphans].flatMap((path) => editedFile(folder, path, rendered.get(path), records.get(path)) ?? []);
}

function editedFile(folder: string, path: string, file: RenderedFile | undefined, record: LockedFile | undefined): EditedFile | undefined {
  const disk = readDiskFile(folder, path);
  if (disk.kind === 'nothing' || disk.kind === 'unreadable') {
    return undefined;
  }
  if (disk.kind !== 'text') {
    return { path, file, record };
  }
  const text = normalText(disk.text);
  const isRendered = digest(text) === record?.sha256 || text === file?.content;
  return isRendered || isDamaged(text, file) ? undefined : { path, file, record, text: disk.text };
}

/** What a full disk or a merge of Git leaves is no edit. */
function isDamaged(text: string, file: RenderedFile | undefined): boolean {
  return file !== undefined && (file.content.startsWith(text) || (/^<{7} /m.test(text) && /^>{7} /m.test(text)));
}
