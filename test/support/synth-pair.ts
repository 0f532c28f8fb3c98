import { join } from 'node:path';
import { GitOpsAppProject } from '../../src/app-project';
import { GitOpsConfigProject } from '../../src/config-project';
import { GitOpsProject } from '../../src/gitops-project';
import { Layout } from '../../src/options/enums';
import type { Answers } from '../../src/options/option';
import type { Repo } from '../../src/options/repo';
import { resolveOptions } from '../../src/options/resolve';
import { givenAnswers, ownedPaths } from '../../src/project/answers';

const PROJECTS = { app: GitOpsAppProject, config: GitOpsConfigProject, single: GitOpsProject };

/** Writes or updates one repository, as `npx projen` in it does. */
export function synthRepo(repo: Repo, answers: Answers, outdir: string): void {
  new PROJECTS[repo]({ ...resolveOptions(givenAnswers(answers)), own: ownedPaths(answers), outdir }).synth();
}

/** The repositories that the answers require. */
export function reposOf({ layout }: Answers): readonly Repo[] {
  return layout === Layout.SINGLE ? ['single'] : ['app', 'config'];
}

/** Writes both repositories into the folders `app` and `config`, or the only one into `single`. */
export function synthPair(answers: Answers, folder: string): void {
  reposOf(answers).forEach((repo) => synthRepo(repo, answers, join(folder, repo)));
}
