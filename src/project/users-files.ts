import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import { writeConflicts } from './conflicts';
import type { FilePlan } from './plan';
import { removeEmptyFolders, writeFile } from './write-file';

/** The user's files of a living repository: what changed in their rendering is merged into them. */
export class UsersFiles extends Component {
  public constructor(project: Project, private readonly plans: readonly FilePlan[]) {
    super(project);
  }

  public synthesize(): void {
    const { outdir } = this.project;
    this.plans.forEach((plan) => applyPlan(outdir, plan));
    writeConflicts(outdir, this.plans);
  }
}

/** Writes what was decided for one file. The new path of a moved file comes first, so that it is never at none. */
export function applyPlan(folder: string, { write, remove }: FilePlan): void {
  if (write) {
    writeFile(join(folder, write.path), write.text, write.mode);
  }
  if (remove && existsSync(join(folder, remove))) {
    rmSync(join(folder, remove));
    removeEmptyFolders(folder, remove);
  }
}
