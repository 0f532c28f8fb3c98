import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import { addTasks } from './add-tasks';
import { AnswersFile } from './answers-file';
import { ManagedFile, UserFile, repairManifest, writeAsWhole } from './files';
import { FirstInstall, forgetInstaller } from './first-install';
import { LivingPair } from './living-pair';
import { LOCK_FILE, isUsers, lockText, lockedBefore, nextLock, outdatedFiles, readLock } from './lock';
import { removeLeftovers } from './write-file';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import { thisGenerator } from '../render/generator';
import { renderRepo } from '../render/render';
import type { Repo } from '../render/template';

/** Everything that makes a projen project one of the two generated repositories. */
export class GeneratedRepo extends Component {
  private readonly outdated: readonly string[];
  private readonly isNew: boolean;
  private readonly lost: readonly string[];
  private readonly folders: ReadonlySet<string>;

  public constructor(project: Project, repo: Repo, private readonly options: ResolvedOptions) {
    super(project);
    const generator = thisGenerator();
    const files = renderRepo(repo, options, generator);
    const lock = readLock(project.outdir);
    new LivingPair(project, repo, options, lock);
    this.outdated = outdatedFiles(lock, (version) => renderRepo(repo, options, { ...generator, version }))
      .filter((path) => existsSync(join(project.outdir, path)));
    this.isNew = lock === undefined;

    // The templates bring their own, which their users may edit.
    project.tryRemoveFile('.gitignore');
    project.tryRemoveFile('.gitattributes');

    const users = files.filter((file) => isUsers(file) && !lockedBefore(lock, file));
    this.lost = lock?.isDamaged ? users.map(({ path }) => path) : [];
    this.folders = new Set(files.map(({ path }) => dirname(join(project.outdir, path))));
    // The lock comes last: it must not record a file that is not there yet.
    users.forEach((file) => new UserFile(project, file));
    new AnswersFile(project, repo, options);
    files.filter((file) => !isUsers(file)).forEach((file) => new ManagedFile(project, file));
    const content = lockText(nextLock(lock, generator.version, options, files));
    new ManagedFile(project, { path: LOCK_FILE, content, executable: false });
    addTasks(project, files, options);
    new FirstInstall(project, options);
  }

  public preSynthesize(): void {
    if (this.isNew) {
      forgetInstaller(this.project.outdir);
    } else {
      repairManifest(this.project.outdir);
    }
    removeLeftovers(!existsSync(this.project.outdir) ? [] : [...this.folders, ...['.projen', dirname(LOCK_FILE)].map((folder) => join(this.project.outdir, folder))]);
    this.project.files.forEach(writeAsWhole);
  }

  public synthesize(): void {
    if (this.lost.length > 0) {
      this.project.logger.warn(`${LOCK_FILE} was damaged, and no record was left of these files: ${this.lost.join(', ')}. Those that are there stay as they are, and those that were deleted come back. If Git has the lock as it was, run "git checkout HEAD -- ${LOCK_FILE}" and "${factsOf(this.options.packageManager).words.projen}" again.`);
    }
    if (this.outdated.length > 0) {
      this.project.logger.warn(`These files are yours, so they were left as they are; the answers or a newer template would now render them differently: ${this.outdated.join(', ')}`);
    }
  }
}
