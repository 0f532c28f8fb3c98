import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import { writeConflicts } from './conflicts';
import { removeJournal, writeJournal } from './journal';
import type { FilePlan } from './plan';
import type { Reconciliation } from './reconcile';
import { removeEmptyFolders, writeFile } from './write-file';

/** Merges the changes of the rendering into the user's files of an existing repository. */
export class UsersFiles extends Component {
  public constructor(project: Project, private readonly state: Reconciliation) {
    super(project);
  }

  public synthesize(): void {
    const { outdir } = this.project;
    const { plans, lock, leftovers } = this.state;
    writeJournal(outdir, plans, lock);
    leftovers.forEach((path) => removeFile(outdir, path));
    plans.forEach((plan) => applyPlan(outdir, plan));
    writeConflicts(outdir, plans);
  }
}

/** Ends the merges of a synth. Comes after the lock. */
export class EndOfMerges extends Component {
  public synthesize(): void {
    removeJournal(this.project.outdir);
  }
}

/**
 * Writes the planned file. Writes a moved file before it removes the previous path, so that one of both always exists.
 */
export function applyPlan(folder: string, { write, remove }: FilePlan): void {
  if (write) {
    writeFile(join(folder, write.path), write.text, write.mode);
  }
  if (remove) {
    removeFile(folder, remove);
  }
}

function removeFile(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  removeEmptyFolders(folder, path);
}
