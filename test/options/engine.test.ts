import type { Answers } from '../../src/options/option';
import { OptionsError, describeProblem } from '../../src/options/problem';
import { resolveOptions } from '../../src/options/resolve';

const problemsOf = (answers: Answers) => {
  try {
    resolveOptions({ appName: 'shop', ...answers });
    return [];
  } catch (error) {
    return (error as OptionsError).problems.map(describeProblem);
  }
};

test.each([['argocd', 'https'], ['flux', 'iam']])('with engine: %s, repoAuth defaults to %s', (engine, repoAuth) => {
  expect(resolveOptions({ appName: 'shop', engine }).repoAuth).toBe(repoAuth);
});

test.each([
  ['flux', 'https', 'must be iam when engine is flux: Flux reads CodeCommit with an IAM role and has no other credentials'],
  ['flux', 'ssh', 'must be iam when engine is flux'],
  ['argocd', 'iam', 'must be https or ssh when engine is argocd: Argo CD in the cluster cannot use an IAM role for CodeCommit'],
])('engine: %s refuses repoAuth: %s, with the reason', (engine, repoAuth, words) => {
  expect(problemsOf({ engine, repoAuth })).toEqual([expect.stringContaining(words)]);
});
