import { resolveOptions } from '../../src/options/resolve';
import { newRepoFiles } from '../../src/project/new-repo';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { REPOS, TEST_GENERATOR } from '../support/render-pair';

/** What the pairs of each engine must not mention. */
const OTHERS = { 'argocd': /flux/i, 'argocd-managed': /flux/i, 'flux': /argo/i } as const;

test.each(Object.entries(OTHERS))('no file of a pair with engine: %s names another engine', (engine, other) => {
  const pairs = PAIRWISE_ANSWERS.filter((answers) => answers.engine === engine).map(resolveOptions);
  expect(pairs.length).toBeGreaterThan(5);
  const named = pairs.flatMap((options) => REPOS.flatMap((repo) => newRepoFiles(repo, options, TEST_GENERATOR)
    .filter(({ path, content }) => other.test(path) || other.test(content))
    .map(({ path }) => `${repo}/${path}`)));
  expect([...new Set(named)]).toEqual([]);
});
