import { type Result, notChecked, ok, problem } from './result';
import { type Subject, inRepo, isSingle } from './subject';
import type { PairRepo } from '../options/repo';
import { gitEnvironment } from '../project/git-environment';

/** Whether both folders are Git repositories on the branch that is pushed. */
export async function gitResults(subject: Subject): Promise<Result[]> {
  const repos = (['app', 'config'] as const).filter((repo) => (isSingle(subject) ? repo === 'app' : subject.pair.has(repo)));
  return subject.world.has('git') ? (await Promise.all(repos.map((repo) => repoResults(subject, repo)))).flat() : [];
}

async function repoResults(subject: Subject, repo: PairRepo): Promise<Result[]> {
  const { world, folders, options: { defaultBranch } } = subject;
  const git = (...args: readonly string[]) => world.run('git', ['-C', folders[repo], ...args], gitEnvironment(world.env));
  const [commit, branch] = await Promise.all([
    git('rev-parse', '--quiet', '--verify', 'HEAD'), git('symbolic-ref', '--quiet', '--short', 'HEAD'),
  ]);
  const name = inRepo(subject, repo, '').trim() || 'this repository';
  if (commit.code !== 0) {
    return [
      problem(
        'git', name, 'Nothing is committed yet, so nothing can be pushed.',
        inRepo(subject, repo, `git init --initial-branch ${defaultBranch} && git add --all && git commit --message "First commit"`),
      ),
    ];
  }
  if (branch.code !== 0) {
    return [notChecked('git', 'HEAD is detached.', inRepo(subject, repo, `git switch ${defaultBranch}`))];
  }
  return branch.stdout.trim() === defaultBranch
    ? [ok('git', `The branch ${defaultBranch} is checked out${repo === subject.repo ? '' : ` ${name}`}.`)]
    : [
      problem(
        'git', name, `The branch ${branch.stdout.trim()} is checked out, but ${defaultBranch} is pushed (defaultBranch).`,
        inRepo(subject, repo, `git switch ${defaultBranch}`),
      ),
    ];
}
