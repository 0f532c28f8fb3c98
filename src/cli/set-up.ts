import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firstError, makeFirstCommit, wantsSignature } from './git';
import type { Io, Step } from './io';
import { tarballOrigin } from './origin';
import type { StagedRepo } from './pair';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import { firstInstallation, missingPackages, prepareInstallation } from '../project/packages';

/** The result of the set-up of a repository. */
export interface SetUp {
  readonly installed: boolean;
  readonly committed: boolean;
  /** The skipped steps, with the command to run for each. */
  readonly notes: readonly string[];
}

/** The requested steps of the set-up. */
export interface Wanted {
  readonly install: boolean;
  readonly git: boolean;
  readonly step: Step;
}

/**
 * Installs the packages of a repository and creates its first commit. A step that fails adds a note and does not throw.
 */
export async function setUpRepo(io: Io, repo: StagedRepo, options: ResolvedOptions, wanted: Wanted): Promise<SetUp> {
  const { name, occupant, target } = repo;
  if (occupant === 'repository') {
    return { installed: missingPackages(target).length === 0, committed: existsSync(join(target, '.git')), notes: [] };
  }
  const folder = repo.joins ? target : repo.folder;
  const installProblem = wanted.install
    ? await during(
      wanted.step,
      [`Installing the npm packages of ${name}`, `npm packages of ${name}`],
      install(io, folder, options),
      String,
    )
    : undefined;
  const installed = wanted.install && !installProblem;
  const notes = installProblem ? [`${name}: packages are not installed (${installProblem}). Run "${factsOf(options.packageManager).repair}" in its folder.`] : [];
  if (!wanted.git) {
    return { installed, committed: false, notes };
  }
  const problem = occupant === 'files'
    ? { why: 'the folder already had files: choose what to commit', fix: 'git add --all && git commit' }
    : await during(wanted.step, [`Creating the first commit of ${name}`, `First commit of ${name}`],
      makeFirstCommit(io, { folder, branch: String(options.defaultBranch), files: repo.files.map(({ path }) => path), isClone: occupant === 'clone' }), ({ why }) => why);
  if (problem) {
    notes.push(`${name}: the first commit is missing or incomplete (${problem.why}). Run in its folder: ${problem.fix}`);
  } else if (await wantsSignature(io, folder)) {
    notes.push(`${name}: the first commit is not signed (commit.gpgSign), because signing could wait for a passphrase. Run in its folder: git commit --amend --no-edit --gpg-sign`);
  }
  return { installed, committed: !problem, notes };
}

/** Shows work as a step, with its problem. */
async function during<Problem>(
  step: Step,
  [doing, done]: readonly [string, string],
  work: Promise<Problem | undefined>,
  describe: (problem: Problem) => string,
): Promise<Problem | undefined> {
  const end = step(doing);
  const problem = await work;
  end(problem ? `${done}: ${describe(problem)}` : done, !problem);
  return problem;
}

async function install(io: Io, folder: string, options: ResolvedOptions): Promise<string | undefined> {
  const { program, args, env } = firstInstallation(options, io.env);
  const { settings } = factsOf(options.packageManager);
  const tarball = options.packageManager === 'npm' ? tarballOrigin() : undefined;
  prepareInstallation(options, folder);
  const { code, output } = await io.run(program, [...args, ...(tarball ? ['--no-save', tarball] : [])], folder, env);
  if (code !== 0) {
    return code === undefined ? `${program} is not installed` : firstError(output) ?? `${program} exited with code ${code}`;
  }
  const missing = missingPackages(folder);
  return missing.length === 0 ? undefined : `${program} skipped ${missing.join(', ')}: check its settings (${settings})`;
}
