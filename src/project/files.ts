import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { resolve } from 'projen/lib/_resolve';
import { FILE_MANIFEST } from 'projen/lib/cleanup';
import { Component } from 'projen/lib/component';
import { FileBase, type IResolver } from 'projen/lib/file';
import type { Project } from 'projen/lib/project';
import { getFilePermissions } from 'projen/lib/util';
import { filesIn } from './damaged-json';
import { writeFile } from './write-file';
import type { RenderedFile } from '../render/render';

/** A file that every synth overwrites. */
export class ManagedFile extends FileBase {
  public constructor(project: Project, private readonly file: Pick<RenderedFile, 'path' | 'content' | 'executable'>) {
    super(project, file.path, { executable: file.executable, marker: false });
  }

  protected synthesizeContent(_: IResolver): string {
    return this.file.content;
  }
}

/** A file that only the first synth writes. It belongs to the user. */
export class UserFile extends Component {
  public constructor(project: Project, public readonly file: Pick<RenderedFile, 'path' | 'content' | 'executable'>) {
    super(project);
  }

  public synthesize(): void {
    const path = join(this.project.outdir, this.file.path);
    // A dangling link also belongs to the user.
    if (!lstatSync(path, { throwIfNoEntry: false })) {
      writeFile(path, this.file.content, this.file.executable ? 0o755 : 0o644);
    }
  }
}

/** Keeps an edited managed file on disk and in projen's manifest. */
export function leaveAlone(file: FileBase): void {
  file.synthesize = () => {};
}

/** A protected method of projen's files. */
interface Synthesizer {
  synthesizeContent(resolver: IResolver): string | undefined;
}

/** Writes a file atomically. projen writes in place, and a truncated `.projen/tasks.json` blocks every task. */
export function writeAsWhole(file: FileBase): void {
  file.synthesize = () => {
    const content = (file as unknown as Synthesizer).synthesizeContent({ resolve });
    if (content === undefined) {
      rmSync(file.absolutePath, { force: true });
    } else {
      writeFile(file.absolutePath, content, parseInt(getFilePermissions(file), 8));
    }
  };
}

/**
 * Repairs projen's manifest if it is missing, truncated or has conflict markers. Without a manifest, projen deletes
 * every file with its marker, including `.projen/tasks.json`.
 */
export function repairManifest(folder: string): void {
  const path = join(folder, FILE_MANIFEST);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (!isManifest(text)) {
    const files = filesIn(text, /(?<=^ {4})"(?:[^"\\\n]|\\.)*"(?=,?$)/gm);
    writeFile(path, `${JSON.stringify({ files: [...new Set([...files, FILE_MANIFEST])] }, undefined, 2)}\n`, 0o444);
  }
}

/** Takes files out of projen's list, so that projen does not delete them as its own. */
export function forgetInManifest(folder: string, paths: ReadonlySet<string>): void {
  const path = join(folder, FILE_MANIFEST);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const { files, ...rest } = isManifest(text) ? JSON.parse(text) : { files: [] };
  if (files.some((name: string) => paths.has(name))) {
    writeFile(path, `${JSON.stringify({ ...rest, files: files.filter((name: string) => !paths.has(name)) }, undefined, 2)}\n`, 0o444);
  }
}

function isManifest(text: string): boolean {
  try {
    return JSON.parse(text).files.length > 0;
  } catch {
    return false;
  }
}
