import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { nameOf, renderPair } from '../support/render-pair';

/** What the pairs of each engine must not mention. */
const OTHERS = { 'argocd': /flux/i, 'argocd-managed': /flux/i, 'flux': /argo/i } as const;

test.each(Object.entries(OTHERS))('no file of a pair with engine: %s names another engine', (engine, other) => {
  const pairs = PAIRWISE_ANSWERS.filter((answers) => answers.engine === engine).map((answers) => renderPair(answers));
  expect(pairs.length).toBeGreaterThan(5);
  const named = pairs.flat().filter(({ path, content }) => other.test(path) || other.test(content)).map(nameOf);
  expect([...new Set(named)]).toEqual([]);
});
