import { chmodSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Component } from 'projen/lib/component';
import { FileBase, type IResolver } from 'projen/lib/file';
import type { Project } from 'projen/lib/project';
import type { RenderedFile } from '../render/render';

/** A file that every synth writes again. */
export class ManagedFile extends FileBase {
  public constructor(project: Project, private readonly file: Pick<RenderedFile, 'path' | 'content' | 'executable'>) {
    super(project, file.path, { executable: file.executable, marker: false });
  }

  protected synthesizeContent(_: IResolver): string {
    return this.file.content;
  }
}

/** A file that is written when the repository is made, and belongs to its user from then on. */
export class UserFile extends Component {
  public constructor(project: Project, public readonly file: Pick<RenderedFile, 'path' | 'content' | 'executable'>) {
    super(project);
  }

  public synthesize(): void {
    const path = join(this.project.outdir, this.file.path);
    // A link that leads nowhere is its user's, too.
    if (lstatSync(path, { throwIfNoEntry: false })) {
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, this.file.content);
    chmodSync(path, this.file.executable ? 0o755 : 0o644);
  }
}
