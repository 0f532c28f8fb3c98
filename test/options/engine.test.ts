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
  ['flux', 'https', 'has an effect only when engine is argocd'],
  ['flux', 'ssh', 'has an effect only when engine is argocd'],
  ['argocd', 'iam', 'must be https or ssh: Argo CD in the cluster cannot sign in to CodeCommit with an IAM role'],
])('engine: %s rejects repoAuth: %s', (engine, repoAuth, words) => {
  expect(problemsOf({ engine, repoAuth })).toEqual([expect.stringContaining(words)]);
});

test('Flux polls Git every pollSeconds, too', () => {
  expect(resolveOptions({ appName: 'shop', engine: 'flux', pollSeconds: 30 }).pollSeconds).toBe(30);
});
