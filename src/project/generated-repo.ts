import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import { JsonFile } from 'projen/lib/json';
import type { Project } from 'projen/lib/project';
import { AnswersFile } from './answers-file';
import { ManagedFile, UserFile } from './files';
import { FirstInstall, forgetInstaller } from './first-install';
import { LOCK_FILE, isUsers, lockedBefore, nextLock, outdatedFiles, readLock } from './lock';
import { addTasks } from './tasks';
import type { ResolvedOptions } from '../options/option';
import { thisGenerator } from '../render/generator';
import { renderRepo } from '../render/render';
import type { Repo } from '../render/template';

/** Everything that makes a projen project one of the two generated repositories. */
export class GeneratedRepo extends Component {
  private readonly outdated: readonly string[];
  private readonly isNew: boolean;

  public constructor(project: Project, repo: Repo, options: ResolvedOptions) {
    super(project);
    const generator = thisGenerator();
    const files = renderRepo(repo, options, generator);
    const lock = readLock(project.outdir);
    this.outdated = outdatedFiles(lock, (version) => renderRepo(repo, options, { ...generator, version }))
      .filter((path) => existsSync(join(project.outdir, path)));
    this.isNew = lock === undefined;

    // The templates bring their own, which their users may edit.
    project.tryRemoveFile('.gitignore');
    project.tryRemoveFile('.gitattributes');

    for (const file of files) {
      if (!isUsers(file)) {
        new ManagedFile(project, file);
      } else if (!lockedBefore(lock, file)) {
        new UserFile(project, file);
      }
    }
    new AnswersFile(project, repo, options);
    new JsonFile(project, LOCK_FILE, { obj: nextLock(lock, generator.version, options, files), marker: false });
    addTasks(project, files);
    new FirstInstall(project);
  }

  public preSynthesize(): void {
    if (this.isNew) {
      forgetInstaller(this.project.outdir);
    }
  }

  public synthesize(): void {
    if (this.outdated.length > 0) {
      this.project.logger.warn(`These files are yours, so they were left as they are; the answers or a newer template would now render them differently: ${this.outdated.join(', ')}`);
    }
  }
}
