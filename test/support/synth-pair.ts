import { join } from 'node:path';
import { REPOS } from './render-pair';
import { GitOpsAppProject } from '../../src/app-project';
import { GitOpsConfigProject } from '../../src/config-project';
import { GitOpsProject } from '../../src/gitops-project';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { givenAnswers, ownedPaths } from '../../src/project/answers';
import type { Repo } from '../../src/render/template';

const PROJECTS = { app: GitOpsAppProject, config: GitOpsConfigProject, single: GitOpsProject };

/** Writes or updates one repository, as `npx projen` in it does. */
export function synthRepo(repo: Repo, answers: Answers, outdir: string): void {
  new PROJECTS[repo]({ ...resolveOptions(givenAnswers(answers)), own: ownedPaths(answers), outdir }).synth();
}

/** Writes both repositories into the folders `app` and `config`. */
export function synthPair(answers: Answers, folder: string): void {
  REPOS.forEach((repo) => synthRepo(repo, answers, join(folder, repo)));
}
