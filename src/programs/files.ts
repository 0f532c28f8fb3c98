/** The tasks `files:diff`, `files:take` and `files:restore` of a generated repository. */
import { Refusal, type Repository, type Say, openRepository, readArguments } from './repository';
import { showChanges } from '../merge/show';
import { type DiskFile, normalText, readDiskFile } from '../project/disk-file';
import { isUsers, modeBits } from '../project/lock';
import type { RenderedFile } from '../render/render';

/** Shows how files differ from what is rendered now: those that are named, or those that no synth brings up to date. */
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

/** Writes files of the user's as they are rendered now. */
export function take(args: readonly string[], folder: string, say: Say): number {
  return overwrite(args, folder, say, 'files:take', (file) =>
    isUsers(file) ? undefined : `${file.path} is managed: npx projen files:restore ${file.path}`,
  );
}

/** Writes managed files as they are rendered now, over the user's edits. */
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
      `${file.path}: written${disk.bytes ? '; what it was is in .gitops-eks/overwritten until the next commit' : ''}`,
    );
  }
  repository.writeConflicts(new Set(paths));
  return 0;
}

/** As projen writes them: managed files are read-only. */
function modeOf(file: RenderedFile): number {
  return isUsers(file) ? modeBits(file) : file.executable ? 0o544 : 0o444;
}

/** The files that a synth leaves alone although they are rendered differently. */
function leftFiles({ state }: Repository): RenderedFile[] {
  const edited = new Set(state.foreign.filter((file) => file.state === 'edited').map(({ path }) => path));
  return state.files.filter(({ path, ownership }) => ownership === 'once' || edited.has(path));
}

function renderedFile({ state }: Repository, path: string): RenderedFile {
  const file = state.files.find((rendered) => rendered.path === path);
  if (!file) {
    throw new Refusal(`${path} is not rendered from these answers`);
  }
  return file;
}

function describe({ kind }: DiskFile): string {
  return kind === 'nothing' ? 'you have no such file' : `yours is ${kind === 'not text' ? 'no text' : `a ${kind}`}`;
}
