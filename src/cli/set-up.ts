import type { Io, Step } from './io';
import { tarballOrigin } from './origin';
import type { StagedRepo } from './pair';

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
export async function setUpRepo(io: Io, repo: StagedRepo, branch: string, wanted: Wanted): Promise<SetUp> {
  const { name, joins } = repo;
  const folder = joins ? repo.target : repo.folder;
  const installProblem = wanted.install
    ? await during(wanted.step, [`Installing the npm packages of ${name}`, `npm packages of ${name}`], install(io, folder))
    : undefined;
  const gitProblem = wanted.git ? joins ? 'the folder had files before: choose what to commit' : await during(wanted.step, [`Making the first commit of ${name}`, `First commit of ${name}`], commit(io, folder, branch)) : undefined;
  return {
    installed: wanted.install && !installProblem,
    committed: wanted.git && !gitProblem,
    notes: [
      ...(installProblem ? [`${name}: packages are not installed (${installProblem}). Run "npm install" there.`] : []),
      ...(gitProblem ? [`${name}: there is no first commit (${gitProblem}). Run "git init" and "git commit" there.`] : []),
    ],
  };
}

async function during(step: Step, [doing, done]: readonly [string, string], work: Promise<string | undefined>): Promise<string | undefined> {
  const end = step(doing);
  const problem = await work;
  end(problem ? `${done}: ${problem}` : done, !problem);
  return problem;
}

async function install(io: Io, folder: string): Promise<string | undefined> {
  const tarball = tarballOrigin();
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...(tarball ? ['--no-save', tarball] : [])];
  const { code, output } = await io.run('npm', args, folder);
  return code === 0 ? undefined : whatFailed('npm', code, output);
}

async function commit(io: Io, folder: string, branch: string): Promise<string | undefined> {
  const steps = [
    ['init', '--quiet'],
    ['symbolic-ref', 'HEAD', `refs/heads/${branch}`],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'chore: start from create-gitops-eks'],
  ];
  for (const args of steps) {
    const { code, output } = await io.run('git', args, folder);
    if (code !== 0) {
      return whatFailed('git', code, output);
    }
  }
  return undefined;
}

function whatFailed(program: string, code: number | undefined, output: string): string {
  if (code === undefined) {
    return `${program} is not on this machine`;
  }
  const lines = output.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.find((line) => /fatal|error|unable/i.test(line)) ?? lines[0] ?? `${program} ended with code ${code}`;
}
