import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import { addTasks } from './add-tasks';
import { AnswersFile } from './answers-file';
import { ManagedFile, UserFile, forgetInManifest, leaveAlone, repairManifest, writeAsWhole } from './files';
import { FirstInstall, forgetInstaller } from './first-install';
import { LivingPair } from './living-pair';
import { LOCK_FILE, isUsers, lockText } from './lock';
import { describeReconciliation } from './messages';
import { forgetOverwritten, keepOverwritten } from './overwritten';
import { type Reconciliation, reconcile } from './reconcile';
import { SupportNotices } from './support-notices';
import { EndOfMerges, UsersFiles } from './users-files';
import { foldersIn, removeLeftovers } from './write-file';
import type { Repo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';
import { inWordsOf } from '../package-managers/words';
import { thisGenerator } from '../render/generator';

/** Turns a projen project into a generated repository. */
export class GeneratedRepo extends Component {
  private readonly state: Reconciliation;
  private readonly folders: ReadonlySet<string>;

  /** @param own paths of managed files that the user owns */
  public constructor(
    project: Project,
    repo: Repo,
    private readonly options: ResolvedOptions,
    own: readonly string[],
  ) {
    super(project);
    this.state = reconcile(project.outdir, repo, options, own, thisGenerator());
    const { files, found, lock } = this.state;
    new LivingPair(project, repo, options, found);
    new SupportNotices(project, repo, options);

    // The templates contain their own, which belong to the user.
    project.tryRemoveFile('.gitignore');
    project.tryRemoveFile('.gitattributes');

    this.folders = new Set(files.map(({ path }) => dirname(join(project.outdir, path))));
    // The lock comes last, because it must not record a missing file.
    if (found === undefined) {
      files.filter(isUsers).forEach((file) => new UserFile(project, file));
    } else {
      new UsersFiles(project, this.state);
    }
    new AnswersFile(project, repo, options);
    files.filter((file) => !isUsers(file)).forEach((file) => new ManagedFile(project, file));
    new ManagedFile(project, { path: LOCK_FILE, content: lockText(lock), executable: false });
    new EndOfMerges(project);
    addTasks(project, files, options);
    new FirstInstall(project, options);
  }

  public preSynthesize(): void {
    const { outdir, files } = this.project;
    if (this.state.found === undefined) {
      forgetInstaller(outdir);
    } else {
      repairManifest(outdir);
    }
    this.protectEdits();
    removeLeftovers(
      !existsSync(outdir)
        ? []
        : [...this.folders, join(outdir, '.projen'), ...foldersIn(join(outdir, dirname(LOCK_FILE)))],
    );
    const edited = new Set(this.state.foreign.filter(({ state }) => state === 'edited').map(({ path }) => path));
    files.forEach((file) => (edited.has(file.path) ? leaveAlone(file) : writeAsWhole(file)));
  }

  public synthesize(): void {
    const { logger } = this.project;
    const { notes, warnings } = describeReconciliation(this.state, (text) =>
      inWordsOf(this.options.packageManager, text),
    );
    notes.forEach((note) => logger.info(note));
    warnings.forEach((warning) => logger.warn(warning));
  }

  /** Saves files before the synth overwrites them. Prevents projen from deleting files that the user edited or owns. */
  private protectEdits(): void {
    const { outdir } = this.project;
    const { foreign, files } = this.state;
    const orphans = foreign.filter(({ state, file }) => state === 'edited' && !file).map(({ path }) => path);
    forgetInManifest(outdir, new Set([...orphans, ...files.filter(isUsers).map(({ path }) => path)]));
    forgetOverwritten(outdir);
    foreign
      .filter(({ state }) => state === 'damaged')
      .forEach(({ path, disk }) => disk.bytes && keepOverwritten(outdir, path, disk.bytes));
  }
}
