import type { Project } from 'projen/lib/project';
import { ProjenrcFile } from 'projen/lib/projenrc';
import { ANSWERS_FILE, answersText } from './answers';
import { UserFile } from './files';
import type { Repo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';

/** The answers of a generated repository: a user-owned JSON file with every option. */
export class AnswersFile extends ProjenrcFile {
  public readonly filePath = ANSWERS_FILE;
  private readonly file: UserFile;

  public constructor(project: Project, repo: Repo, options: ResolvedOptions) {
    super(project);
    this.file = new UserFile(project, { path: this.filePath, content: answersText(repo, options), executable: false });
    project.defaultTask?.builtin('run-projenrc-json');
  }

  /** `projen new --no-synth` writes only this file. */
  public projectCreation(): void {
    this.file.synthesize();
  }
}
