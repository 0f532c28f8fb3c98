/** The tasks `files:diff`, `files:take` and `files:restore` of a generated repository. */
import { Refusal, type Repository, type Say, openRepository, readArguments } from './repository';
import { showChanges } from '../merge/show';
import { type DiskFile, normalText, readDiskFile } from '../project/disk-file';
import { isUsers, modeBits } from '../project/lock';
import type { RenderedFile } from '../render/render';

/** Shows the differences between files and the current rendering: the named files, or all that no synth updates. */
export function diff(args: readonly string[], folder: string, say: Say): number {
  const { paths } = readArguments(args, []);
  const repository = openRepository(folder);
  for (const file of paths.length > 0 ? paths.map((path) => renderedFile(repository, path)) : leftFiles(repository)) {
    const disk = readDiskFile(folder, file.path);
    const changes = disk.kind === 'text' ? showChanges(normalText(disk.text), file.content) : [`(${describe(disk)})`];
    if (changes.length > 0) {
      [`--- ${file.path} (yours)`, `+++ ${file.path} (rendered now)`, ...changes].forEach(say);
    }
  }
  return 0;
}

/** Replaces the user's files with the current rendering. */
export function take(args: readonly string[], folder: string, say: Say): number {
  return overwrite(args, folder, say, 'files:take', (file) =>
    isUsers(file) ? undefined : `${file.path} is managed: npx projen files:restore ${file.path}`,
  );
}

/** Overwrites the user's edits of managed files with the current rendering. */
export function restore(args: readonly string[], folder: string, say: Say): number {
  return overwrite(args, folder, say, 'files:restore', (file) =>
    isUsers(file) ? `${file.path} is yours: npx projen files:take ${file.path}` : undefined,
  );
}

function overwrite(
  args: readonly string[],
  folder: string,
  say: Say,
  task: string,
  refuse: (file: RenderedFile) => string | undefined,
): number {
  const { paths } = readArguments(args, []);
  const repository = openRepository(folder);
  if (paths.length === 0) {
    throw new Refusal(repository.inWords(`name the files to write: npx projen ${task} PATH`));
  }
  const files = paths.map((path) => renderedFile(repository, path));
  const refused = files.flatMap((file) => refuse(file) ?? []);
  if (refused.length > 0) {
    throw new Refusal(repository.inWords(refused.join('\n')));
  }
  for (const file of files) {
    const disk = readDiskFile(folder, file.path);
    if (disk.kind === 'folder') {
      throw new Refusal(`${file.path} is a folder: move it away first`);
    }
    repository.write(file.path, file.content, modeOf(file), disk.bytes);
    repository.moveBase(file, file.path);
    say(
      `${file.path}: written${disk.bytes ? '; a copy of the old file stays in .gitops-eks/overwritten until the next commit' : ''}`,
    );
  }
  repository.writeConflicts(new Set(paths));
  return 0;
}

/** projen's permissions: managed files are read-only. */
function modeOf(file: RenderedFile): number {
  return isUsers(file) ? modeBits(file) : file.executable ? 0o544 : 0o444;
}

/** The files that differ from their rendering and that a synth does not update. */
function leftFiles({ state }: Repository): RenderedFile[] {
  const edited = new Set(state.foreign.filter((file) => file.state === 'edited').map(({ path }) => path));
  return state.files.filter(({ path, ownership }) => ownership === 'once' || edited.has(path));
}

function renderedFile({ state }: Repository, path: string): RenderedFile {
  const file = state.files.find((rendered) => rendered.path === path);
  if (!file) {
    throw new Refusal(`the answers do not render ${path}`);
  }
  return file;
}

function describe({ kind }: DiskFile): string {
  return kind === 'nothing' ? 'you do not have this file' : `yours is ${kind === 'not text' ? 'binary or not in UTF-8' : `a ${kind}`}`;
}
