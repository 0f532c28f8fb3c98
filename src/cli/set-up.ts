import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firstError, makeFirstCommit, wantsSignature } from './git';
import type { Io, Step } from './io';
import { tarballOrigin } from './origin';
import type { StagedRepo } from './pair';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import { firstInstallation, missingPackages, prepareInstallation } from '../project/packages';

/** What was done in a repository after its files were written. */
export interface SetUp {
  readonly installed: boolean;
  readonly committed: boolean;
  /** What was skipped, and how to make up for it. */
  readonly notes: readonly string[];
}

/** What to do in a repository after its files were written. */
export interface Wanted {
  readonly install: boolean;
  readonly git: boolean;
  readonly step: Step;
}

/** Installs the packages of a repository and makes its first commit. What does not succeed is skipped, with a note. */
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
  const notes = installProblem
    ? [
      `${name}: packages are not installed (${installProblem}). Run "${factsOf(options.packageManager).repair}" there.`,
    ]
    : [];
  if (!wanted.git) {
    return { installed, committed: false, notes };
  }
  const problem =
    occupant === 'files'
      ? { why: 'the folder had files before: choose what to commit', mend: 'git add --all && git commit' }
      : await during(
        wanted.step,
        [`Making the first commit of ${name}`, `First commit of ${name}`],
        makeFirstCommit(io, {
          folder,
          branch: String(options.defaultBranch),
          files: repo.files.map(({ path }) => path),
          isClone: occupant === 'clone',
        }),
        ({ why }) => why,
      );
  if (problem) {
    notes.push(`${name}: there is no complete first commit (${problem.why}). Run this there: ${problem.mend}`);
  } else if (await wantsSignature(io, folder)) {
    notes.push(
      `${name}: the first commit is not signed (commit.gpgSign), since signing may wait for a passphrase. Run this there: git commit --amend --no-edit --gpg-sign`,
    );
  }
  return { installed, committed: !problem, notes };
}

/** Shows work as a step, with what went wrong in it. */
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
    return code === undefined
      ? `${program} is not on this machine`
      : (firstError(output) ?? `${program} ended with code ${code}`);
  }
  const missing = missingPackages(folder);
  return missing.length === 0 ? undefined : `${program} left out ${missing.join(', ')}: compare with ${settings}`;
}
